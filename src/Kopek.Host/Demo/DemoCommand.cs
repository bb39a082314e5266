using Kopek.Host.Commands;
using System.CommandLine;
using System.Globalization;
using System.Net;
using Kopek.Host.Demo.Money;
using Kopek.Host.Serving;
using Kopek.Web.Api.Access;

namespace Kopek.Host.Demo;

/// <summary>kopek demo: a server, six lines and a small core in one process, on a folder that keeps them.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { HelpName = "DIR", Description = "Folder that keeps the demo's lines.", DefaultValueFactory = _ => "demo-data" };
        var port = new Option<int>("--port") { HelpName = "PORT", Description = "Port of the HTTP API on this machine.", DefaultValueFactory = _ => 8080 };
        var gyPort = new Option<int>("--gy-port") { HelpName = "PORT", Description = "Port of Gy on this machine.", DefaultValueFactory = _ => 3868 };
        var seconds = new Option<int>("--seconds") { HelpName = "N", Description = "Ends by itself after so many seconds; 0: at Ctrl-C." };
        var command = new Command("demo", "Starts a server with sample lines and a small packet core, and shows money and data fall, run out and come back.")
        {
            data, port, gyPort, seconds,
        };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(data)!, parsed.GetValue(port), parsed.GetValue(gyPort), parsed.GetValue(seconds), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string data, int port, int gyPort, int seconds, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (seconds > 0)
        {
            ending.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        var options = new ServeOptions
        {
            Data = data,
            Url = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/"),
            Gy = new IPEndPoint(IPAddress.Loopback, gyPort),
            Quiet = true,
            HasDemoPhone = true,
            HasSandbox = true,
        };
        try
        {
            await using var server = await KopekServer.StartAsync(options, text => Console.Error.WriteLine($"kopek: {text}"), ending.Token);
            using var api = new DemoApi(options.Url, Environment.GetEnvironmentVariable(OperatorToken.Variable));
            var shop = new DemoShop(options.Url, server.People);
            await shop.HireAsync();
            await Console.Error.WriteLineAsync($"kopek: the shop's counter is {options.Url}counter, sign in as {DemoShop.Name} with {shop.Password}");
            await new DemoRun(options.Url, options.Gy, api, shop).RunAsync(ending.Token);
            return 0;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return 0;
        }
    }
}
