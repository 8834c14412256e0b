namespace Trellis.Matching.Text;

/// <summary>
/// Two keys of a name for spellings that no table has. <see cref="Spoken"/> writes sounds that languages spell differently
/// the same way and keeps where vowels stand (Yusuf, Yousef, Yousuf; Geoffrey, Jeffrey); <see cref="Bones"/> keeps the consonants only, and is
/// for finding, not for deciding. Own rules, made for names written in English from many languages; not Soundex, which
/// was made for American surnames of 1918.
/// </summary>
public static class Sound
{
    /// <summary>Writes the spoken form; returns its length, at most that of <paramref name="name"/>.</summary>
    public static int Spoken(ReadOnlySpan<byte> name, Span<byte> into)
    {
        var length = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var (c, next) = ((char)name[i], i + 1 < name.Length ? (char)name[i + 1] : '\0');
            char sound;
            switch (c)
            {
                case ' ': continue;
                case 'A' or 'E' or 'I' or 'O' or 'U' or 'Y' when c != 'Y' || i > 0:
                    sound = c switch { 'A' => 'A', 'O' or 'U' => 'U', _ => 'I' };
                    if (c == 'E' && i == name.Length - 1 && length > 2) { continue; }
                    break;
                case 'H':
                    if (i > 0) { continue; }
                    sound = 'H';
                    break;
                case 'P' when next == 'H':
                    (sound, i) = ('F', i + 1);
                    break;
                case 'C' when next == 'H':
                    (sound, i) = ('X', i + 1);
                    break;
                case 'S' when next == 'H' || (next == 'C' && i + 2 < name.Length && name[i + 2] == 'H'):
                    (sound, i) = ('X', i + (next == 'H' ? 1 : 2));
                    break;
                case 'C' when next is 'E' or 'I' or 'Y':
                    sound = 'S';
                    break;
                case 'G' when next is 'E' or 'I' or 'Y':
                    sound = 'J';
                    break;
                case 'G' when next == 'H' && i > 0:
                    (sound, i) = ('G', i + 1);
                    break;
                case 'T' when next is 'Z' or 'S':
                    (sound, i) = ('S', i + 1);
                    break;
                case 'D' when next == 'J' || next == 'Z':
                    (sound, i) = ('J', i + 1);
                    break;
                case 'K' when i == 0 && next == 'N':
                case 'W' when i == 0 && next == 'R':
                    continue;
                case 'C' or 'Q' or 'K': sound = 'K'; break;
                case 'Z': sound = 'S'; break;
                case 'W': sound = 'V'; break;
                case 'X' when i > 0: sound = 'S'; break;
                default: sound = c; break;
            }

            // A double letter, or two vowels of one sound, is spoken once.
            if (length == 0 || into[length - 1] != (byte)sound) { into[length++] = (byte)sound; }
        }

        return length;
    }

    /// <summary>A number for the consonants of the spoken form and the kind of its first letter; 0 for nothing.</summary>
    public static uint Bones(ReadOnlySpan<byte> name)
    {
        Span<byte> spoken = stackalloc byte[Math.Max(name.Length, 1)];
        var length = Spoken(name, spoken);
        if (length == 0) { return 0; }

        var hash = 2166136261u;
        var last = (byte)0;
        for (var i = 0; i < length; i++)
        {
            var c = spoken[i];
            if (c is (byte)'A' or (byte)'I' or (byte)'U' or (byte)'H')
            {
                if (i > 0) { continue; }
                c = (byte)'A';
            }

            if (c == last) { continue; }
            last = c;
            hash = (hash ^ c) * 16777619u;
        }

        return hash == 0 ? 1 : hash;
    }
}
