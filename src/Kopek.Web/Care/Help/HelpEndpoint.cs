using Kopek.Web.Care.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Help;

/// <param name="Wrong">What is to be said of what was typed; null where nothing.</param>
/// <param name="Found">Of a search, the best first; null where nothing was searched for.</param>
public sealed record HelpView(string Typed, string? Wrong, IReadOnlyList<HelpTopic>? Found, IReadOnlyList<IGrouping<string, HelpTopic>> Sections);

/// <summary>The questions that people ask: all of them, a search with a GET form, and a page for each.</summary>
internal static class HelpEndpoint
{
    public const string Path = "/care/help";

    public static void Map(IEndpointRouteBuilder to, CareParts care)
    {
        to.MapGet(Path, CareEndpoint.Open(care, All)).ExcludeFromDescription();
        to.MapGet(Path + "/{topic}", CareEndpoint.Open(care, One)).ExcludeFromDescription();
    }

    private static Task All(CareCall call)
    {
        var sections = HelpTopics.Of(call.Language).GroupBy(topic => topic.Section).ToList();
        return SearchField.Read(call.Http.Request, "q") switch
        {
            null => call.Page<HelpPage>(new HelpView("", call.T("help.too_long"), null, sections), StatusCodes.Status422UnprocessableEntity),
            "" => call.Page<HelpPage>(new HelpView("", null, null, sections)),
            var typed => call.Page<HelpPage>(new HelpView(typed, null, HelpSearch.Find(call.Language, typed), sections)),
        };
    }

    private static Task One(CareCall call) => HelpTopics.Find(call.Language, call.Http.Request.RouteValues["topic"] as string ?? "") is { } topic
        ? call.Page<TopicPage>(topic)
        : call.Message(StatusCodes.Status404NotFound, "help.unknown");
}
