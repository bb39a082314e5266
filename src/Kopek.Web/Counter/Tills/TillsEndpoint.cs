using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Counter.Tills;

/// <summary>All tills of the brand with their closes and differences, for supervisors.</summary>
internal static class TillsEndpoint
{
    public static void Map(IEndpointRouteBuilder to, CounterParts parts) => to.MapGet(CounterSite.Root + "/tills", CounterEndpoint.ForSupervisors(parts, async call =>
    {
        var tills = await ShopTills.All(parts, call.Staff.Operator);
        await call.Page<TillsPage>(new TillsView(tills, parts.People.AllStaff().ToDictionary(member => member.Id, member => member.Name)));
    }));
}
