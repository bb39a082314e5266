namespace Kopek.Core.Tests.Documents;

/// <summary>Writes zones, with digits counted by code of its own (ICAO 9303 part 3, 4.9).</summary>
internal static class Zone
{
    private const string Values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public static char Digit(string text)
    {
        var sum = 0;
        for (var place = 0; place < text.Length; place++)
        {
            var weight = (place % 3) switch { 0 => 7, 1 => 3, _ => 1 };
            sum += Math.Max(0, Values.IndexOf(text[place], StringComparison.Ordinal)) * weight;
        }

        return Values[sum % 10];
    }

    public static string Td3(string number = "L898902C3", string birth = "740812", string expiry = "340415", string personal = "ZE184226B", char? personalDigit = null, string names = "ERIKSSON<<ANNA<MARIA")
    {
        var (n, p) = (number.PadRight(9, '<'), personal.PadRight(14, '<'));
        var (first, second, third) = (n + Digit(n), birth + Digit(birth), expiry + Digit(expiry));
        var last = p + (personalDigit ?? Digit(p));
        return $"P<UTO{names.PadRight(39, '<')}\n{first}UTO{second}F{third}{last}{Digit(first + second + third + last)}";
    }

    public static string Td1(string number = "D23145890", string birth = "740812", string expiry = "340415", string names = "ERIKSSON<<ANNA<MARIA")
    {
        var n = number.PadRight(9, '<');
        var first = (n + Digit(n)).PadRight(25, '<');
        var (second, third) = (birth + Digit(birth), expiry + Digit(expiry));
        var optional = new string('<', 11);
        return $"I<UTO{first}\n{second}F{third}UTO{optional}{Digit(first + second + third + optional)}\n{names.PadRight(30, '<')}";
    }
}
