using Kopek.Books.Notices.Texts;
using Kopek.Core;
using Kopek.Core.Notices;
using Kopek.Core.Plans;
using Kopek.Web.Care.SignIns;
using Kopek.Web.Care.Texts;
using Kopek.Web.Pages;
using Kopek.Web.Receipts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kopek.Web.Care;

/// <summary>One request of a visitor: in which language, with which form; and the ways to answer it.</summary>
public sealed class CareCall
{
    private readonly PageTexts texts;

    internal CareCall(HttpContext http, CareParts parts)
    {
        Http = http;
        Parts = parts;
        Language = PageLanguage.Of(http.Request);
        texts = CareTexts.Of(Language);
        Session = HolderCookie.Session(http, parts.Sessions);
    }

    internal HttpContext Http { get; }
    internal CareParts Parts { get; }
    public NoticeLanguage Language { get; }

    /// <summary>Null for a visitor who is not signed in.</summary>
    public HolderSession? Session { get; internal set; }

    /// <summary>Empty for a GET.</summary>
    internal PostedForm Form { get; set; } = PostedForm.Empty;

    public string T(string key, params (string Name, string Value)[] values) => texts.Of(key, values);

    /// <summary>An address of ours that keeps the language.</summary>
    public string To(string path) => $"{path}?{PageLanguage.Parameter}={NoticeTexts.Tag(Language)}";

    internal NoticeWords Words(OperatorTerms? terms) => new(Language, terms?.CurrencyCode ?? "RUB", terms?.DefaultTimeZone ?? "Etc/UTC");

    internal Task Page<TPage>(object? model = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        Dictionary<string, object?> parameters = new() { [nameof(CarePage.Call)] = this };
        if (model is not null)
        {
            parameters["Model"] = model;
        }

        return new RazorComponentResult<TPage>(parameters) { StatusCode = status, PreventStreamingRendering = true }.ExecuteAsync(Http);
    }

    internal Task Message(int status, string key) => Page<MessagePage>(new MessageView(T($"{key}.title"), T(key)), status);

    /// <summary>After a form was carried out: going back or reloading sends nothing again.</summary>
    internal Task Redirect(string path)
    {
        Http.Response.StatusCode = StatusCodes.Status303SeeOther;
        Http.Response.Headers.Location = To(path);
        return Task.CompletedTask;
    }
}

/// <summary>A page that only says something.</summary>
public sealed record MessageView(string Title, string Text);
