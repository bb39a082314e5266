using System.Diagnostics;
using Kopek.Diameter.Tests.Decoder;
using Kopek.Gy.Tests.Sessions;

namespace Kopek.Gy.Tests.Decoder;

/// <summary>Wireshark's decoder, which shares nothing with ours, reads the CCAs that we write.</summary>
public sealed class TsharkTests
{
    [Fact]
    public async Task An_independent_decoder_finds_nothing_malformed_in_our_answers()
    {
        Assert.SkipUnless(await IsInstalled(), "tshark is not installed: apt-get install tshark");
        byte[][] answers =
        [
            .. CcaGoldenTests.Answers.Values.Select(answer => answer()),
            // Failed-AVP holds what was wrong, which a decoder rightly finds wrong: only what is missing is shown to it.
            .. RefusedRequestTests.Cases.Values.Where(refused => refused.Code == Kopek.Diameter.Codec.ResultCodes.MissingAvp).Select(refused => Decoded.Of(refused.Request).Refusal()),
        ];
        var path = Path.Combine(Path.GetTempPath(), $"kopek-gy-{Guid.NewGuid():n}.pcap");
        try
        {
            await File.WriteAllBytesAsync(path, Capture.Of(answers), TestContext.Current.CancellationToken);
            var text = await RunAsync(["-r", path, "-o", "tcp.check_checksum:FALSE", "-V"]);
            Assert.Equal(answers.Length, text.Split('\n').Count(line => line.StartsWith("Diameter Protocol", StringComparison.Ordinal)));
            Assert.DoesNotContain("Malformed", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Expert Info (Error", text, StringComparison.Ordinal);
            Assert.Contains("Redirect-Server-Address(435) l=34 f=-M- val=https://pay.example/top-up", text, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<bool> IsInstalled()
    {
        try
        {
            return (await RunAsync(["--version"])).Contains("Wireshark", StringComparison.Ordinal);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<string> RunAsync(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("tshark", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return text;
    }
}
