using Kopek.Web.Counter.Audits;
using Kopek.Web.Counter.Contracts;
using Kopek.Web.Counter.Lines;
using Kopek.Web.Counter.Payments;
using Kopek.Web.Counter.SignIns;
using Kopek.Web.Counter.Style;
using Kopek.Web.Counter.Tickets;
using Kopek.Web.Counter.Tills;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kopek.Web.Counter;

/// <summary>The pages of the shop's counter under /counter: what the host calls to have them. Server-rendered, no script.</summary>
public static class CounterSite
{
    public const string Root = "/counter";

    public static IServiceCollection AddKopekCounter(this IServiceCollection registered, CounterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        registered.AddSingleton(options);
        registered.AddSingleton(_ => new CounterParts(options));
        registered.AddRoutingCore();
        registered.AddRazorComponents();
        registered.AddDataProtection().SetApplicationName("kopek").PersistKeysToFileSystem(KeyFolder(options.KeyFolder));
        // It warns that keys in a folder are not encrypted by a key that would lie beside them.
        registered.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        registered.AddAntiforgery(forms =>
        {
            forms.Cookie = StaffCookie.Of("kopek-form");
            forms.SuppressXFrameOptionsHeader = true;
        });
        registered.AddAuthentication().AddCookie(StaffCookie.Scheme, cookie => StaffCookie.Configure(cookie, options));
        return registered;
    }

    public static WebApplication MapKopekCounter(this WebApplication application)
    {
        ArgumentNullException.ThrowIfNull(application);
        var parts = application.Services.GetRequiredService<CounterParts>();
        StyleEndpoint.Map(application);
        SignInEndpoints.Map(application, parts);
        FindEndpoint.Map(application, parts);
        LineEndpoint.Map(application, parts);
        PaymentEndpoints.Map(application, parts);
        OrderEndpoint.Map(application, parts);
        ContractEndpoints.Map(application, parts);
        TillEndpoints.Map(application, parts);
        TillMoveEndpoint.Map(application, parts);
        TillsEndpoint.Map(application, parts);
        AuditEndpoint.Map(application, parts);
        TicketsEndpoint.Map(application, parts);
        application.Map(Root + "/{**rest}", CounterEndpoint.Open(parts, call => call.Message(StatusCodes.Status404NotFound, "error.no_page")));
        return application;
    }

    private static DirectoryInfo KeyFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path);
        }

        return Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
