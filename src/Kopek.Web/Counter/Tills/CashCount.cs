using Kopek.Web.Pages;
using System.Globalization;
using Kopek.Core;

namespace Kopek.Web.Counter.Tills;

/// <summary>A count of a drawer: how many of each note and coin, and what is of none of them.</summary>
public sealed class CashCount
{
    /// <summary>Of the ruble, in kopeks: notes and coins that are in use.</summary>
    public static readonly IReadOnlyList<long> Denominations = [5_000_00, 2_000_00, 1_000_00, 500_00, 200_00, 100_00, 50_00, 10_00, 5_00, 2_00, 1_00, 50, 10];

    private const int MostPieces = 99_999;
    private const string OtherField = "other";

    private CashCount(IReadOnlyDictionary<long, int> pieces, string other, Money? sum)
    {
        Pieces = pieces;
        Other = other;
        Sum = sum;
    }

    public static CashCount Empty { get; } = new(new Dictionary<long, int>(), "", Money.Zero);

    public IReadOnlyDictionary<long, int> Pieces { get; }

    /// <summary>As it was typed.</summary>
    public string Other { get; }

    /// <summary>Null where something is no number: nothing is guessed about a count.</summary>
    public Money? Sum { get; }

    public static string Field(long denomination) => string.Create(CultureInfo.InvariantCulture, $"d{denomination}");

    internal static CashCount Read(PostedForm form)
    {
        Dictionary<long, int> pieces = [];
        Money? sum = Money.Zero;
        foreach (var denomination in Denominations)
        {
            var text = form.Text(Field(denomination));
            if (text.Length == 0)
            {
                continue;
            }

            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > MostPieces)
            {
                sum = null;
                continue;
            }

            pieces[denomination] = count;
            sum += new Money(denomination * count);
        }

        var other = form.Text(OtherField);
        sum = other.Length == 0 ? sum : TypedAmount.TryRead(other, out var rest) ? sum + rest : null;
        return new CashCount(pieces, other, sum > TypedAmount.Most ? null : sum);
    }
}
