using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Kopek.Host.Demo;

/// <summary>What the demo shows: the lines as the API tells them, what happened, and how to take part. On a pipe only what happened is printed.</summary>
internal sealed class DemoScreen(Uri url)
{
    /// <summary>A terminal that can be drawn on; on a pipe only what happened is printed.</summary>
    public static bool IsLive { get; } = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    private const int KeptNews = 12;
    private readonly Lock gate = new();
    private readonly Queue<string> news = new();
    private readonly Dictionary<string, (JsonElement State, bool Online)> lines = [];

    public void Tell(DemoLine line, string what) => Tell($"[bold]{line.Msisdn}[/] {line.Plan}: {what}");

    public void Tell(string what)
    {
        var dated = string.Create(CultureInfo.InvariantCulture, $"[grey]{DateTime.Now:HH:mm:ss}[/] {what}");
        lock (gate)
        {
            news.Enqueue(dated);
            while (news.Count > KeptNews)
            {
                news.Dequeue();
            }
        }

        if (!IsLive)
        {
            AnsiConsole.MarkupLine(dated);
        }
    }

    public void Show(DemoLine line, JsonElement state, bool online)
    {
        lock (gate)
        {
            lines[line.Msisdn] = (state, online);
        }
    }

    public IRenderable Render()
    {
        lock (gate)
        {
            return new Rows(Table(), new Panel(new Markup(string.Join('\n', news))).Header("what happened").Expand().BorderColor(Color.Grey), new Markup(HowTo(url)));
        }
    }

    /// <summary>No line of what is to be pasted is longer than a terminal of 80 columns.</summary>
    public static string HowTo(Uri url) => $$$"""
        [bold]API[/] {{{url}}}openapi/v1.json   [bold]ready?[/] {{{url}}}health/ready
        [bold]What the holders are told[/] {{{url}}}demo/phone   [bold]the shop's counter[/] {{{url}}}counter   [bold]who may sell[/] {{{url}}}sellers
        Top a line up yourself:
          [yellow]curl -X POST {{{url}}}api/v1/lines/79001000001/top-ups \
            -H 'Content-Type: application/json' -H "Idempotency-Key: $(date +%s%N)" \
            -d '{"amount":{"value":10000,"currency":"RUB"}}'[/]
          [yellow]curl {{{url}}}api/v1/lines/79001000001[/]
        Ctrl-C stops; the next start goes on from here.
        """.Replace("[[", "[", StringComparison.Ordinal);

    private Table Table()
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey).Expand();
        table.AddColumns("line", "plan", "state");
        foreach (var title in (string[])["available", "reserved", "bundle left", "used"])
        {
            table.AddColumn(new TableColumn(title).RightAligned());
        }

        foreach (var line in DemoLines.All)
        {
            if (lines.TryGetValue(line.Msisdn, out var shown))
            {
                table.AddRow(Row(line, shown.State, shown.Online));
            }
        }

        return table;
    }

    private static string[] Row(DemoLine line, JsonElement state, bool online)
    {
        var balance = state.GetProperty("balance");
        var service = state.GetProperty("state").GetString() ?? "";
        return
        [
            line.Msisdn,
            line.Plan,
            online ? "[green]online[/]" : $"[red]offline[/] [grey]{Markup.Escape(service)}[/]",
            Money(balance.GetProperty("available").GetInt64()),
            Money(balance.GetProperty("reserved").GetInt64()),
            Volume(Rest(state)),
            Volume(state.GetProperty("usage").GetProperty("totalOctets").GetInt64()),
        ];
    }

    private static long Rest(JsonElement state) =>
        state.GetProperty("buckets").EnumerateArray().Sum(bucket => bucket.GetProperty("rest").GetInt64());

    private static string Money(long kopeks) => string.Create(CultureInfo.InvariantCulture, $"{kopeks / 100m:N2} RUB");

    private static string Volume(long octets) => string.Create(CultureInfo.InvariantCulture, $"{octets / 1048576m:N1} MB");
}
