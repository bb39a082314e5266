using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Forms;
using Kopek.Books.Receipts.Keys;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Receipts;

public sealed class ReceiptCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Keys => Path.Combine(folder.Path, ReceiptKeys.PublicName);

    [Fact]
    public async Task A_receipt_is_checked_with_public_keys_alone_and_one_that_was_altered_is_found()
    {
        var path = await WriteAsync("receipt.json", text => text);
        foreach (var source in (string[][])[["--keys", Keys], ["--data", folder.Path]])
        {
            var genuine = await KopekProcess.RunAsync(["receipt", "verify", path, .. source]);
            Assert.Equal((0, "KDR-0000123: Genuine: signed by the key that it names, and unaltered.\n"), (genuine.ExitCode, genuine.Output));
        }

        var altered = await KopekProcess.RunAsync("receipt", "verify", await WriteAsync("altered.json", text => text.Replace("50000", "60000", StringComparison.Ordinal)), "--keys", Keys);
        Assert.Equal(1, altered.ExitCode);
        Assert.StartsWith("Altered", altered.Output, StringComparison.Ordinal);
        var none = await KopekProcess.RunAsync("receipt", "verify", Keys, "--keys", Keys);
        Assert.Equal((1, "Not a receipt: it has not the shape of one.\n"), (none.ExitCode, none.Output));
    }

    [Fact]
    public async Task A_new_key_is_added_and_the_old_receipts_stay_genuine()
    {
        var path = await WriteAsync("receipt.json", text => text);
        var rotated = await KopekProcess.RunAsync("receipt", "rotate-key", "--data", folder.Path);
        Assert.Equal(0, rotated.ExitCode);
        Assert.Contains(rotated.Output.Trim(), await File.ReadAllTextAsync(Keys, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, (await KopekProcess.RunAsync("receipt", "verify", path, "--keys", Keys)).ExitCode);
    }

    [Theory]
    [InlineData(1, "There is no file", "verify", "nowhere.json", "--keys", "nowhere.json")]
    [InlineData(1, "There is no folder", "rotate-key", "--data", "nowhere")]
    [InlineData(2, "give one of them", "verify", "receipt.json")]
    [InlineData(2, "give one of them", "verify", "receipt.json", "--keys", "a", "--data", "b")]
    [InlineData(2, "--data", "rotate-key")]
    public async Task What_was_typed_wrongly_is_one_clear_line(int exitCode, string named, params string[] arguments)
    {
        var ended = await KopekProcess.RunAsync(["receipt", .. arguments]);
        Assert.True(ended.ExitCode == exitCode, $"{ended.ExitCode}: {ended.All}");
        Assert.StartsWith("kopek: ", ended.Error, StringComparison.Ordinal);
        Assert.Contains(named, ended.Error, StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(string name, Func<string, string> change)
    {
        var receipt = ReceiptKeys.Open(folder.Path).Sign(new ReceiptFacts("KDR", 123, ReceiptKind.Payment, new OrderId(1, 2), null, new LineId(17), new Moment(1_795_683_600_000),
            PaidBy.Card, "sandbox", new Money(50_000), Money.Zero, Money.Zero, Money.Zero, new Money(50_000), null, new Money(50_000), "RUB"));
        var path = Path.Combine(folder.Path, name);
        var json = System.Text.Encoding.UTF8.GetString(ReceiptJson.Of(receipt.Public, null, new Uri($"https://kopek.example/r/{receipt.Public.Token}")));
        await File.WriteAllTextAsync(path, change(json), TestContext.Current.CancellationToken);
        return path;
    }
}
