using System.Globalization;
using System.Text;
using Kopek.Books.Storage;
using Kopek.Engine;
using Kopek.Web.Receipts;

namespace Kopek.Web.Api.Health;

/// <summary>The figures of engine, books, notices and payments in Prometheus' text format 0.0.4.</summary>
internal static class MetricsText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Of(WebOptions options)
    {
        var (engine, books, notices, payments) = (options.Engine, options.Books, options.NoticeTail, options.Payments);
        var figures = engine.Metrics;
        var text = new StringBuilder(2048);
        Gauge(text, "kopek_ready", "1 where the server takes traffic.", engine.State == EngineState.Ready ? 1 : 0);
        Counter(text, "kopek_requests_total", "Requests run by the shards.", figures.Requests);
        Counter(text, "kopek_commits_total", "Commits of the journal.", figures.Commits);
        Counter(text, "kopek_events_total", "Events committed.", figures.Events);
        Counter(text, "kopek_commit_microseconds_total", "Time spent in commits.", figures.CommitMicroseconds);
        Gauge(text, "kopek_last_commit_microseconds", "Time of the last commit.", figures.LastCommitMicroseconds);
        Gauge(text, "kopek_queued_requests", "Requests that wait for a shard.", figures.Queued);
        Gauge(text, "kopek_lines", "Lines in memory.", figures.Lines);
        Gauge(text, "kopek_open_sessions", "Open credit-control sessions.", figures.Sessions);
        Gauge(text, "kopek_open_orders", "Orders on their way.", figures.OpenOrders);
        Gauge(text, "kopek_known_orders", "Orders whose key is known.", figures.KnownOrders);
        Counter(text, "kopek_checkpoints_total", "Checkpoints written.", figures.Checkpoints);
        Counter(text, "kopek_reloads_total", "How often the shards were reloaded after a failed commit.", figures.Reloads);
        Gauge(text, "kopek_stopped_shards", "Shards that stopped because a rule broke.", engine.StoppedShards.Count);
        Gauge(text, "kopek_books_behind_events", "Committed events that are not in the statements yet.", books.Behind);
        Gauge(text, "kopek_books_failing", "1 where the statements cannot be written.", books.Fault is null ? 0 : 1);
        Gauge(text, "kopek_notices_behind_events", "Committed events that no notice was made of yet.", notices.Behind);
        Gauge(text, "kopek_notices_failing", "1 where notices cannot be made.", notices.Fault is null ? 0 : 1);
        Gauge(text, "kopek_notices_waiting", "Notices that wait to be sent.", notices.Waiting);
        Gauge(text, "kopek_notices_unknown", "Notices of which nobody knows whether they arrived.", notices.Unknown);
        Gauge(text, "kopek_orders_driven", "Top-up orders that are neither over nor wait for a person.", payments.Desk.Driver.Open);
        Gauge(text, "kopek_orders_waiting", "Top-up orders that wait for a person.", payments.Desk.ByLine.WaitingCount);
        if (payments.Mandates is { } mandates)
        {
            Gauge(text, "kopek_auto_renewal_failing", "1 where a line's automatic renewal cannot be looked at.", mandates.Fault is null ? 0 : 1);
        }

        if (payments.Receipts is { } receipts)
        {
            Gauge(text, "kopek_receipts_behind", "Orders whose receipts are not looked at yet.", receipts.Behind);
            Gauge(text, "kopek_receipts_failing", "1 where receipts cannot be made.", receipts.Fault is null ? 0 : 1);
        }

        if (options.Receipts is { } desk && FailedDocuments(desk) is { } failed)
        {
            Gauge(text, "kopek_fiscal_failed", "Fiscal documents that wait for a person.", failed);
        }

        if (options.Receipts?.Offsets is { } offsets)
        {
            Gauge(text, "kopek_fiscal_offsets_behind_events", "Committed events of which nobody knows yet what they used of a line's advances.", offsets.Behind);
            Gauge(text, "kopek_fiscal_offsets_failing", "1 where what lines use of their advances cannot be followed.", offsets.Fault is null ? 0 : 1);
        }

        Gauge(text, "kopek_resident_bytes", "Memory of the process.", Environment.WorkingSet);
        Counter(text, "kopek_processor_milliseconds_total", "Processor time of the process.", (long)Environment.CpuUsage.TotalTime.TotalMilliseconds);
        Counter(text, "kopek_garbage_collections_total", "Collections of garbage, of all generations.", GC.CollectionCount(0));
        Counter(text, "kopek_garbage_pause_milliseconds_total", "Time in which everything stood still for them.", (long)GC.GetTotalPauseDuration().TotalMilliseconds);
        return text.ToString();
    }

    private static void Counter(StringBuilder text, string name, string help, long value) => Figure(text, name, help, "counter", value);

    /// <summary>Null where receipts.db cannot be read: that must not hide all the other figures, which say what is wrong.</summary>
    private static long? FailedDocuments(ReceiptDesk desk)
    {
        try
        {
            return desk.Store.Fiscal.Failed();
        }
        catch (BooksException)
        {
            return null;
        }
    }

    private static void Gauge(StringBuilder text, string name, string help, long value) => Figure(text, name, help, "gauge", value);

    private static void Figure(StringBuilder text, string name, string help, string type, long value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value}\n");
}
