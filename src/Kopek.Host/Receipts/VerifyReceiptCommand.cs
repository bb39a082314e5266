using System.CommandLine;
using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Keys;
using Kopek.Host.Commands;

namespace Kopek.Host.Receipts;

/// <summary>kopek receipt verify: checks the JSON of a receipt with public keys alone; exit code 1 where it is not genuine.</summary>
internal static class VerifyReceiptCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The JSON of a receipt, as its public page gives it." };
        var keys = new Option<string?>("--keys") { HelpName = "FILE", Description = "Public keys, as /receipts/keys gives them." };
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = "Folder of a deployment, whose public keys are taken." };
        var command = new Command("verify", "Says whether a receipt is genuine and unaltered. Exit code 1 where it is not. Asks no server.") { file, keys, data };
        command.Validators.Add(result =>
        {
            if (result.GetResult(keys) is null == result.GetResult(data) is null)
            {
                result.AddError("--keys and --data both say where the public keys are: give one of them.");
            }
        });
        command.SetAction((parsed, _) => Task.FromResult(Verify(parsed.GetValue(file)!, parsed.GetValue(keys) ?? Path.Combine(parsed.GetValue(data)!, ReceiptKeys.PublicName))));
        return command;
    }

    private static int Verify(string file, string keys)
    {
        var (verdict, receipt) = ReceiptVerification.CheckJson(Read(file, ReceiptVerification.MostBytes), KeysOf(keys));
        Console.Out.WriteLine(verdict == ReceiptVerdict.Genuine ? $"{receipt!.Name}: {ReceiptVerification.Sentence(verdict)}" : ReceiptVerification.Sentence(verdict));
        return verdict == ReceiptVerdict.Genuine ? 0 : 1;
    }

    private static PublicKeys KeysOf(string path)
    {
        try
        {
            return PublicKeys.Parse(Read(path, PublicKeys.MostBytes));
        }
        catch (FormatException none)
        {
            throw new CommandFailure($"{path}: {none.Message}", none);
        }
    }

    private static byte[] Read(string path, int most)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new CommandFailure($"There is no file {path}.");
        }

        // One more than is taken, so that what is too long is seen to be.
        using var stream = file.OpenRead();
        var bytes = new byte[Math.Min(file.Length, most + 1)];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
