using System.Globalization;
using Kopek.Books.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Counter.Audits;

/// <param name="Check">What a walk through the whole trail found; null where it was not asked for.</param>
public sealed record AuditView(IReadOnlyList<AuditEntry> Entries, AuditReport? Check, bool HasMore);

/// <summary>The audit trail of the brand, the newest first, for supervisors.</summary>
internal static class AuditEndpoint
{
    public const string Path = CounterSite.Root + "/audit";
    private const int Shown = 50;

    public static void Map(IEndpointRouteBuilder to, CounterParts parts) => to.MapGet(Path, CounterEndpoint.ForSupervisors(parts, call =>
    {
        long? before = long.TryParse(call.Query("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var entries = parts.People.Audit(call.Staff.Operator, before, Shown + 1);
        var check = call.Query("check") == "1" ? parts.People.VerifyAudit() : null;
        return call.Page<AuditPage>(new AuditView([.. entries.Take(Shown)], check, entries.Count > Shown));
    }));
}
