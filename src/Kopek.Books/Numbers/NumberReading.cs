namespace Kopek.Books.Numbers;

/// <summary>Why a number was not understood.</summary>
/// <param name="Code">Stable, for programs and translations ("msisdn_wrong_length").</param>
/// <param name="Reason">In English, for the person who typed it; never repeats the number.</param>
public sealed record NumberFault(string Code, string Reason);

/// <summary>A number, or why there is none: exactly one of the two is set.</summary>
public sealed record NumberReading<TNumber>
    where TNumber : class
{
    private NumberReading(TNumber? number, NumberFault? fault)
    {
        Number = number;
        Fault = fault;
    }

    public TNumber? Number { get; }

    public NumberFault? Fault { get; }

    internal static NumberReading<TNumber> Of(TNumber number) => new(number, null);

    internal static NumberReading<TNumber> Refused(string code, string reason) => new(null, new NumberFault(code, reason));
}
