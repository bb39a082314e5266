using Kopek.Books.Notices.Texts;
using Kopek.Books.People;
using Kopek.Core;
using Kopek.Core.Notices;
using Kopek.Web.Counter.Texts;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Kopek.Web.Counter;

/// <summary>One request at the counter: who asks, in which language, with which form; and the ways to answer it.</summary>
public sealed class CounterCall
{
    private readonly PageTexts texts;

    internal CounterCall(HttpContext http, CounterParts parts, StaffMember? staff)
    {
        Http = http;
        Parts = parts;
        SignedIn = staff;
        Language = CounterLanguage.Of(http.Request);
        texts = CounterTexts.Of(Language);
    }

    internal HttpContext Http { get; }
    internal CounterParts Parts { get; }

    /// <summary>Null on the page of signing in.</summary>
    public StaffMember? SignedIn { get; }

    /// <summary>Where the endpoint needs somebody, somebody is there.</summary>
    public StaffMember Staff => SignedIn ?? throw new InvalidOperationException("Nobody is signed in.");
    public NoticeLanguage Language { get; }

    /// <summary>Empty for a GET.</summary>
    internal PostedForm Form { get; set; } = PostedForm.Empty;

    /// <summary>Amounts, volumes and times of the brand that the clerk works for.</summary>
    public NoticeWords Words => Parts.Words(Language, SignedIn?.Operator ?? "");

    public string T(string key, params (string Name, string Value)[] values) => texts.Of(key, values);

    public string Amount(Money amount) => Words.Amount(amount);

    public string Time(Moment moment) => moment.IsNever || moment == Moment.Beginning ? "–" : Parts.Time(moment, SignedIn?.Operator ?? "");

    /// <summary>The hidden field that proves a form was ours.</summary>
    public (string Name, string Value) AntiforgeryField()
    {
        var tokens = Http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(Http);
        return (tokens.FormFieldName, tokens.RequestToken!);
    }

    internal string? Query(string name) => Http.Request.Query[name] is [{ Length: <= PostedForm.LongestField } value] ? value : null;

    internal Task Page<TPage>(object? model = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        Dictionary<string, object?> parameters = new() { [nameof(CounterPage.Call)] = this };
        if (model is not null)
        {
            parameters["Model"] = model;
        }

        return new RazorComponentResult<TPage>(parameters) { StatusCode = status, PreventStreamingRendering = true }.ExecuteAsync(Http);
    }

    internal Task Message(int status, string key, params (string Name, string Value)[] values) =>
        Page<MessagePage>(new MessageView(T($"{key}.title"), T(key, values)), status);

    /// <summary>To a page of ours, after a form was carried out: going back or reloading sends nothing again.</summary>
    internal Task Redirect(string path)
    {
        Http.Response.StatusCode = StatusCodes.Status303SeeOther;
        Http.Response.Headers.Location = path;
        return Task.CompletedTask;
    }

    /// <summary>Appends to the audit trail; the answer is shown only after it.</summary>
    internal void Note(AuditAct act, string outcome, string line = "", string order = "", Money amount = default, string detail = "", string? place = null, StaffMember? by = null)
    {
        var who = by ?? SignedIn;
        Parts.People.Note(new AuditEntry(0, Parts.Now, who?.Id ?? "", who?.Name ?? "", who?.Operator ?? "", act, place ?? who?.Shop ?? "", line, order, outcome, amount, detail));
    }
}

/// <summary>A page that only says something.</summary>
public sealed record MessageView(string Title, string Text);
