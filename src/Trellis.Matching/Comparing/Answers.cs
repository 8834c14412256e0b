namespace Trellis.Matching.Comparing;

/// <summary>
/// What was found about pairs of values, for the next pair of records with the same two. It has as many places as stay near the processor;
/// a later pair takes the place of an earlier one. One for each thread.
/// </summary>
/// <param name="keep">False: it keeps nothing.</param>
internal sealed class Answers(bool keep)
{
    private readonly Answer[] held = keep ? new Answer[1 << 16] : [];

    public bool Find(int field, int x, int y, out byte level)
    {
        if (x > y) { (x, y) = (y, x); }
        level = 0;
        if (held.Length == 0) { return false; }
        ref var answer = ref held[Place(field, x, y)];
        if (answer.X != x || answer.Y != y || answer.Field != field) { return false; }
        level = answer.Level;
        return true;
    }

    public void Keep(int field, int x, int y, byte level)
    {
        if (x > y) { (x, y) = (y, x); }
        if (held.Length > 0) { held[Place(field, x, y)] = new Answer(x, y, (short)field, level); }
    }

    private static int Place(int field, int x, int y) => (int)((((ulong)(uint)x << 32 | (uint)y) + ((ulong)field << 58)) * 0x9E3779B97F4A7C15UL >> 48);

    private readonly record struct Answer(int X, int Y, short Field, byte Level);
}
