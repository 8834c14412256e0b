namespace Trellis.Matching.Identifiers;

/// <summary>An NHS number: ten digits, the last a check digit (modulus 11; NHS Data Dictionary, "NHS Number").</summary>
public static class NhsNumber
{
    /// <param name="number">Ten digits and nothing else.</param>
    public static bool IsValid(ReadOnlySpan<byte> number)
    {
        if (number.Length != 10 || number.ContainsAnyExceptInRange((byte)'0', (byte)'9')) { return false; }
        var sum = 0;
        for (var i = 0; i < 9; i++) { sum += (number[i] - '0') * (10 - i); }
        var check = (11 - (sum % 11)) % 11;

        // Ten alike pass the sum and are what people type to get past a form; 10 is never a check digit.
        return check != 10 && check == number[9] - '0' && number.ContainsAnyExcept(number[0]);
    }
}
