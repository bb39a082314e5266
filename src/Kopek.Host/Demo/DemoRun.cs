using System.Globalization;
using System.Text;
using System.Text.Json;
using Kopek.Diameter.Client;
using Kopek.Diameter.Peers;
using Kopek.Host.Demo.Money;
using Kopek.Host.Netsim;
using Spectre.Console;

namespace Kopek.Host.Demo;

/// <summary>
/// The demo on a running server: opens its lines through the API, starts a small core that uses data on them over Gy, shows what happens, and tops up
/// each line once when it is cut off.
/// </summary>
internal sealed class DemoRun(Uri url, System.Net.IPEndPoint gy, DemoApi api, DemoShop shop)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PayAfter = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan TopUpAfter = TimeSpan.FromSeconds(6);

    private readonly DemoScreen screen = new(url);
    private readonly Dictionary<string, DateTime> cutOff = [];
    private readonly HashSet<string> toppedUp = [];
    private readonly List<(DemoLine Line, DemoDevice Device)> devices = [];

    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var line in DemoLines.All)
        {
            await OpenAsync(line);
        }

        var options = new DiameterOptions { OriginHost = "demo.netsim.example", OriginRealm = "netsim.example", ProductName = "kopek demo" };
        var application = new CoreApplication(_ => devices.ForEach(entry => entry.Device.Reauthorize()));
        await using (var client = await DiameterClient.ConnectAsync(gy, options, application, cancellation: cancellation))
        {
            var identity = new CoreIdentity(options.OriginHost, options.OriginRealm, "kopek.example", Encoding.ASCII.GetBytes("00101"), 0, 1);
            foreach (var line in DemoLines.All)
            {
                devices.Add((line, new DemoDevice(line, identity, client.Peer, Tell)));
            }

            var money = PayAsync(cancellation);
            await ShowAsync(cancellation);
            await money;
            devices.ForEach(entry => entry.Device.Close());
            await Task.Delay(Tick, CancellationToken.None);
        }
    }

    /// <summary>When the lines are seen to be online: money in by every way, once.</summary>
    private async Task PayAsync(CancellationToken cancellation)
    {
        await Task.Delay(PayAfter, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cancellation.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await new DemoMoney(api, shop, screen.Tell).RunAsync(DemoLines.All[0], cancellation);
        }
        catch (HttpRequestException failed)
        {
            screen.Tell($"[red]{Markup.Escape(failed.Message)}[/]");
        }
    }

    private async Task OpenAsync(DemoLine line)
    {
        if (await api.ReadAsync(line.Msisdn) is { } known)
        {
            screen.Tell(line, $"goes on with {Available(known)} RUB");
            return;
        }

        await api.OpenAsync(line);
        await api.PreferAsync(line);
        await api.TopUpAsync(line.Msisdn, line.FirstTopUp, $"demo-first-{line.Msisdn}");
        screen.Tell(line, $"opened with {Rubles(line.FirstTopUp)} RUB: {line.Shows}");
    }

    private async Task ShowAsync(CancellationToken cancellation)
    {
        if (!DemoScreen.IsLive)
        {
            AnsiConsole.MarkupLine(DemoScreen.HowTo(url));
            await TickAsync(() => { }, cancellation);
            return;
        }

        await AnsiConsole.Live(screen.Render()).AutoClear(false).StartAsync(live => TickAsync(() => live.UpdateTarget(screen.Render()), cancellation));
    }

    private async Task TickAsync(Action shown, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            foreach (var (line, device) in devices)
            {
                device.Tick();
                if (await api.ReadAsync(line.Msisdn) is { } state)
                {
                    screen.Show(line, state, device.IsOnline);
                }

                await HelpAsync(line, device);
            }

            shown();
            await Task.Delay(Tick, CancellationToken.None);
        }
    }

    /// <summary>A line that was cut off is topped up once by the demo, so that it is seen to come back; later it is the viewer's turn.</summary>
    private async Task HelpAsync(DemoLine line, DemoDevice device)
    {
        if (!device.WasCutOff || device.IsOnline)
        {
            cutOff.Remove(line.Msisdn);
            return;
        }

        if (!cutOff.TryAdd(line.Msisdn, DateTime.UtcNow) && DateTime.UtcNow - cutOff[line.Msisdn] > TopUpAfter && toppedUp.Add(line.Msisdn))
        {
            const long amount = 100_00;
            await api.TopUpAsync(line.Msisdn, amount, $"demo-{line.Msisdn}-{DateTime.UtcNow.Ticks}");
            screen.Tell(line, $"[green]topped up[/] with {Rubles(amount)} RUB by the demo, as curl can below");
        }
    }

    private void Tell(DemoLine line, string what) => screen.Tell(line, what);

    private static string Available(JsonElement state) => Rubles(state.GetProperty("balance").GetProperty("available").GetInt64());

    private static string Rubles(long kopeks) => (kopeks / 100m).ToString("N2", CultureInfo.InvariantCulture);
}
