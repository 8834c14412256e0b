using System.Buffers;

namespace Trellis.Matching.Files;

/// <summary>
/// Reads comma-separated rows (RFC 4180) one after another without making texts of them. A row that is not right says why
/// and the next is read: an extract of a hundred thousand people has bad rows, and the others are still wanted.
/// </summary>
public sealed class CsvRows(TextReader reader)
{
    private static readonly SearchValues<char> Signs = SearchValues.Create(",\r\n\"");

    private readonly List<(int From, int Length)> fields = [];
    private char[] buffer = new char[1 << 16];
    private int at;
    private int end;
    private int nextLine = 1;
    private bool over;

    /// <summary>The line the row begins on, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>How many fields the row has.</summary>
    public int Count => fields.Count;

    /// <summary>What is wrong with the row, in words; null when nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>A field without the spaces round it.</summary>
    public ReadOnlySpan<char> this[int field] => buffer.AsSpan(fields[field].From, fields[field].Length).Trim();

    /// <summary>The next row that is not empty; false at the end.</summary>
    public bool Read()
    {
        while (Next())
        {
            if (Problem is not null || fields.Count > 1 || !this[0].IsEmpty) { return true; }
        }

        return false;
    }

    private bool Next()
    {
        fields.Clear();
        (Problem, Line) = (null, nextLine);
        var start = at;
        var (from, began) = (at, at);
        if (at == end && !Fill(ref start, ref from)) { return false; }

        began = at;
        while (true)
        {
            var found = buffer.AsSpan(at, end - at).IndexOfAny(Signs);
            if (found < 0)
            {
                at = end;
                if (Fill(ref start, ref from)) { continue; }
                fields.Add((from, end - from));
                return true;
            }

            at += found;
            switch (buffer[at])
            {
                case ',':
                    fields.Add((from, at - from));
                    from = ++at;
                    break;
                case '"':
                    if (!Blank(from, at))
                    {
                        Problem ??= "a quotation mark stands within a field that does not begin with one";
                        at++;
                        break;
                    }

                    if (!Quoted(ref start, ref from)) { return true; }
                    break;
                default:
                    fields.Add((from, at - from));
                    LineEnd();
                    return true;
            }
        }
    }

    private void LineEnd()
    {
        nextLine++;
        if (buffer[at++] != '\r') { return; }
        var (start, from) = (at, at);
        if (at == end && !Fill(ref start, ref from, keep: true)) { return; }
        if (buffer[at] == '\n') { at++; }
    }

    /// <summary>From an opening quotation mark to what follows the field. False when the row ends there.</summary>
    private bool Quoted(ref int start, ref int from)
    {
        var (opened, line) = (nextLine, nextLine);
        from = ++at;
        var write = at;
        while (true)
        {
            if (at == end)
            {
                var before = start;
                var more = Fill(ref start, ref from);
                write -= before - start;
                if (!more)
                {
                    Problem = $"the quotation mark opened on line {opened} is not closed";
                    fields.Add((from, write - from));
                    nextLine = line;
                    return false;
                }
            }

            var c = buffer[at++];
            if (c == '"')
            {
                if (at == end)
                {
                    var before = start;
                    Fill(ref start, ref from);
                    write -= before - start;
                }

                if (at == end || buffer[at] != '"') { break; }
                at++;
            }
            else if (c == '\n') { line++; }

            buffer[write++] = c;
        }

        nextLine = line;
        var (begin, length) = (from, write - from);
        fields.Add((begin, length));

        // Only spaces may come before the comma or the end of the line.
        while (true)
        {
            if (at == end)
            {
                if (!Fill(ref start, ref from)) { return false; }
            }

            switch (buffer[at])
            {
                case ',':
                    from = ++at;
                    return true;
                case '\r' or '\n':
                    LineEnd();
                    return false;
                case ' ' or '\t':
                    at++;
                    break;
                default:
                    Problem ??= "something stands between a closing quotation mark and the comma";
                    at++;
                    break;
            }
        }
    }

    private bool Blank(int from, int to) => buffer.AsSpan(from, to - from).IsWhiteSpace();

    /// <summary>Reads more, keeping the row so far, which moves to the front.</summary>
    private bool Fill(ref int start, ref int from, bool keep = false)
    {
        if (over) { return false; }
        if (keep && end < buffer.Length)
        {
            var more = reader.Read(buffer, end, buffer.Length - end);
            over = more <= 0;
            end += Math.Max(more, 0);
            return more > 0;
        }

        var length = end - start;
        if (keep)
        {
            // The row's fields stand in the buffer: what comes next goes behind them.
            Array.Resize(ref buffer, buffer.Length * 2);
            return Fill(ref start, ref from, keep: true);
        }

        if (length == buffer.Length) { Array.Resize(ref buffer, buffer.Length * 2); }
        if (start > 0)
        {
            buffer.AsSpan(start, length).CopyTo(buffer);
            for (var i = 0; i < fields.Count; i++) { fields[i] = (fields[i].From - start, fields[i].Length); }
            from -= start;
            at -= start;
            end = length;
            start = 0;
        }

        var read = reader.Read(buffer, end, buffer.Length - end);
        over = read <= 0;
        end += Math.Max(read, 0);
        return read > 0;
    }
}
