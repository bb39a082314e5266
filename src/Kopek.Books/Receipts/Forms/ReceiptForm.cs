using Kopek.Books.Fiscal;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Receipts.Texts;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Notices;

namespace Kopek.Books.Receipts.Forms;

/// <summary>A label and what stands beside it.</summary>
public sealed record ReceiptRow(string Label, string Value);

/// <summary>What only the holder and the operator see on a receipt.</summary>
/// <param name="MaskedNumber">••• 1234; null where the line has no number now.</param>
public sealed record HolderPart(string? MaskedNumber, Money BalanceAfter);

/// <summary>A receipt in the words of a language: what the page and the PDF show, in its order. Nothing is calculated here.</summary>
/// <param name="Amount">The sum that matters most, with its label before it.</param>
/// <param name="Fiscal">Rows of the Russian fiscal receipt; empty where none is owed.</param>
/// <param name="FiscalQr">The text of its QR; null until it is registered.</param>
public sealed record ReceiptForm(NoticeLanguage Language, string Issuer, string Title, string AmountLabel, string Amount, IReadOnlyList<ReceiptRow> Rows,
    IReadOnlyList<ReceiptRow> Fiscal, string? FiscalQr, Uri Url)
{
    /// <param name="holder">Null on everything that is public.</param>
    /// <param name="fiscal">Null where no fiscal receipt is owed.</param>
    public static ReceiptForm Of(PublicReceipt receipt, ReceiptIssuer issuer, FiscalRecord? fiscal, HolderPart? holder, NoticeLanguage language, Uri url)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(issuer);
        var words = new NoticeWords(language, receipt.Currency, issuer.TimeZone);
        var kind = SnakeCase.Of(receipt.Kind);
        List<ReceiptRow> rows = [];
        void Row(string key, string value) => rows.Add(new ReceiptRow(ReceiptTexts.Of(language, key), value));
        void AmountRow(string key, Money amount)
        {
            if (!amount.IsZero)
            {
                Row(key, words.Amount(amount));
            }
        }

        Row("row.number", receipt.Name);
        Row("row.date", ReceiptTexts.Time(receipt.IssuedAt, issuer.TimeZone, language));
        if (receipt.RefersTo is { } refers)
        {
            Row("row.refers_to", PublicReceipt.NameOf(receipt.Operator, refers));
        }

        if (holder?.MaskedNumber is { } number)
        {
            Row("row.line", number);
        }

        Row("row.method", ReceiptTexts.Of(language, $"method.{SnakeCase.Of(receipt.Method)}"));
        AmountRow("row.fee", receipt.Fee);
        AmountRow("row.debt_repaid", receipt.DebtRepaid);
        AmountRow("row.bonus", receipt.Bonus);
        Row($"row.received.{kind}", words.Amount(receipt.Received));
        if (receipt.Pack is not null)
        {
            Row("row.pack", receipt.Pack);
        }

        if (holder is not null)
        {
            Row("row.balance_after", words.Amount(holder.BalanceAfter));
        }

        return new ReceiptForm(language, issuer.NameIn(language), ReceiptTexts.Of(language, $"title.{kind}"), ReceiptTexts.Of(language, $"headline.{kind}"),
            words.Amount(receipt.Paid), rows, FiscalRows(fiscal, language), fiscal?.Qr, url);
    }

    private static List<ReceiptRow> FiscalRows(FiscalRecord? fiscal, NoticeLanguage language)
    {
        if (fiscal is null)
        {
            return [];
        }

        var title = ReceiptTexts.Of(language, "fiscal.title");
        return fiscal.Registration is { } made
            ?
            [
                new ReceiptRow(title, ""), new ReceiptRow(ReceiptTexts.Of(language, "fiscal.drive"), made.Drive),
                new ReceiptRow(ReceiptTexts.Of(language, "fiscal.document"), made.Document), new ReceiptRow(ReceiptTexts.Of(language, "fiscal.sign"), made.Sign),
            ]
            : [new ReceiptRow(title, ReceiptTexts.Of(language, "fiscal.pending"))];
    }
}
