namespace Trellis.Platform.Record;

/// <summary>
/// The leaf of a recorded row, worked out from its bare columns: nothing stored in the database, no function of it, is trusted.
/// The functions that seal (<c>record.act_leaf</c> and its sisters) say the same in SQL; a test compares the two.
/// </summary>
internal sealed class Leaves
{
    /// <summary>The first columns of every query.</summary>
    public const int Id = 0, Era = 1, Xid = 2, Salt = 3, Digest = 4, DisposedBy = 5;

    /// <summary>By number of kind, in order of id. Number 0 is no kind.</summary>
    public static readonly IReadOnlyList<(string Name, string Query, int Columns)> Kinds =
    [
        ("", "", 0),
        ("act", "select id, era, xid, null::bytea, null::bytea, null::uuid, word, at, user_id, post_id, agency, area, matter_id from record.act order by id", 13),
        ("words", "select id, era, xid, salt, digest, disposed_by, kind, act_id, area, visible_to, body from record.words order by id", 11),
        ("fact", """
            select id, era, xid, salt, digest, disposed_by, act_id, kind, area, occurred_at, day_only, occurred_on, recorded, visible_to, corrects_id, void,
              person_id, matter_id, origin_id, source_id, because_id, agency, frozen from record.fact order by id
            """, 23),
        ("view", "select id, era, xid, salt, digest, disposed_by, at, user_id, post_id, agency, area, what, purpose, people::text, matter_id, address from record.view order by id", 16),
    ];

    public const string Details = "select fact_id, field, code, area, visible_to from record.fact_detail order by fact_id, field, code";
    public const int DetailColumns = 5;

    private readonly LeafText text = new();
    private readonly LeafText payload = new();
    private readonly LeafText details = new();

    /// <summary>The details of the next fact asked about, each added with <see cref="AddDetail"/>.</summary>
    public void NoDetails() => details.Begin([]);

    public bool HasDetails => details.Bytes.Length > 0;

    public void AddDetail(CopiedRows detail) => details.Net(detail, 1).Net(detail, 2).Net(detail, 3).Net(detail, 4);

    /// <param name="into">32 bytes.</param>
    public void Of(int kind, CopiedRows row, Span<byte> into)
    {
        switch (kind)
        {
            case 1:
                Start("act"u8, row).Text(row, 6).Micros(row.Int64(7)).Id(row, 8).Id(row, 9).Text(row, 10).Text(row, 11).Id(row, 12).Hash(into);
                return;
            case 2:
                Start("words"u8, row).Text(row, 6).Id(row, 7).Text(row, 8).Text(row, 9);
                payload.Begin(row[Salt]).Net(row, 10);
                break;
            case 3:
                Start("fact"u8, row).Id(row, 6).Text(row, 7).Text(row, 8).Micros(row.Int64(9)).Bool(row, 10).Part(row.Int32(11)).Micros(row.Int64(12)).Text(row, 13).Id(row, 14).Bool(row, 15);
                payload.Begin(row[Salt]).Id(row, 16).Id(row, 17).Id(row, 18).Id(row, 19).Id(row, 20).Text(row, 21).Hex(row, 22).Part(details.Bytes);
                break;
            default:
                Start("view"u8, row).Micros(row.Int64(6)).Id(row, 7).Id(row, 8).Text(row, 9).Text(row, 10).Text(row, 11).Text(row, 12);
                if (!row.IsNull(15)) { text.Text(row, 15); } // rows of before had no address, and no place for one
                payload.Begin(row[Salt]).Part(row[13]).Id(row, 14);
                break;
        }

        if (row.IsNull(Digest))
        {
            payload.Hash(into);
            text.Raw(into);
        }
        else
        {
            text.Raw(row[Digest]);
        }

        text.Hash(into);
    }

    /// <summary>Whether nothing is left of what disposal erases.</summary>
    public bool IsEmpty(int kind, CopiedRows row) => kind switch
    {
        2 => row.IsNull(10),
        3 => !HasDetails && Enumerable.Range(16, 7).All(row.IsNull),
        4 => row[13].SequenceEqual("{}"u8) && row.IsNull(14),
        _ => true,
    };

    private LeafText Start(ReadOnlySpan<byte> kind, CopiedRows row) => text.Begin([]).Part(kind).Id(row, Id).Part(row.Int32(Era)).Part(row.Int64(Xid));
}
