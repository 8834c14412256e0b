namespace Trellis.Demonstration;

internal sealed partial class ReviewPlot
{
    /// <summary>What the reviews of the demonstration say. All of it is invented.</summary>
    private static class Words
    {
        public const string Larch = """
            ## What this review is about

            A boy was burned, and nobody could say how. In the year before, three agencies had been at the door of his home and gone away.

            The police were called once in the night. The man who opened the door was not asked his name.

            ## What we found

            Each visit that found nobody in was recorded by itself. Nobody saw that there were five of them in four months.

            - The health visitor wrote that the family was out.
            - The social worker wrote that a card was left.
            - The police wrote that there were no concerns.

            ## What the family says

            If one person had come back, instead of five people once, they would have opened.
            """;

        public const string Rowan = """
            ## What happened

            A young person was badly hurt by others. In the year before he had been missing eleven times.

            Each time somebody spoke with him when he came back. Each interview was good. None was read beside another.

            ## What we found

            What he said pointed at one address. It stood in seven of eleven interviews, and in the intelligence of the police.

            Nobody’s task was to read them together. The panel that could have done so saw numbers, not words.

            ## What has changed

            One person reads every interview of a month together, and brings what they have in common to the panel.
            """;

        public static readonly (string Kind, string Title, string Whose, string About, string? Applies, string Why, string Doing, int Days)[] Elsewhere =
        [
            ("other-area-child", "Child Heron", "Another safeguarding children partnership", "Bruises to a baby who could not move, seen by four professionals.", "yes", "Our audit found the same uncertainty about who to ring.", "A protocol for bruises to babies who cannot move, and a seven-minute briefing.", 120),
            ("national", "Thematic review of men who harm babies", "Child Safeguarding Practice Review Panel", "Fathers and male carers whom services did not see.", "partly", "Our midwives ask about fathers; our health visitors’ form does not.", "The form asks for every adult in the home.", 90),
            ("leder", "Annual report of learning from lives and deaths", "Integrated care board", "Deaths of people with a learning disability. Capacity was not recorded, health checks were missed.", "yes", "Two of the deaths were here.", "Health checks are followed each quarter by the adults board.", 60),
            ("domestic-homicide", "Domestic homicide review: Adult P", "Community safety partnership", "A daughter who cared for her mother, and a partner nobody asked about.", null, "", "", 12),
        ];

        public static readonly (int Number, string Text, string Theme, string Recommended, string Agency, string Standard, string? Answer, string? Impact, string? Closed)[] Learned =
        [
            (1, "What a child says in one return home interview is not read beside what they said in the last.", "exploitation", "That every return home interview of a month is read together by one person, who brings what they have in common to the panel.", "wcc-children", "Every interview of the last three is named in the plan", "Accepted. The exploitation lead reads them from 1 March.", "An audit of 40 plans: 37 name the last three interviews. Before the review it was 9 of 40.", "Shown by the audit. The group is satisfied."),
            (2, "Intelligence of the police about an address did not reach those who knew the child.", "information-sharing", "That intelligence about addresses where children are found is shared with the panel each week.", "police", "", "Accepted. A weekly list from the intelligence unit.", null, null),
            (3, "Health was not asked what it knew when a child was missing.", "information-sharing", "That the emergency department is told of children who are missing often.", "health-trust", "", null, null, null),
        ];
    }
}
