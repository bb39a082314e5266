using Kopek.Books.Menus;
using Kopek.Books.Menus.Texts;
using Kopek.Books.Notices;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Planning;
using Kopek.Books.Planning.Texts;
using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Web.Diagnosis;
using NodaTime;

namespace Kopek.Web.Menus;

/// <summary>In which language, and for which sense, an answer is made.</summary>
internal readonly record struct MenuManner(NoticeLanguage Language, bool IsSpoken)
{
    public string Join(params IEnumerable<string> said) => string.Join(IsSpoken ? " " : "\n", said);

    public string Text(string key, params (string Name, string Value)[] values) => MenuTexts.Of(Language, key, values);

    /// <summary>A text that is worded otherwise for the ear.</summary>
    public string Hint(string key) => Text($"{key}.{(IsSpoken ? "spoken" : "written")}");
}

/// <summary>
/// Answers each choice of the menu by the desks that answer it elsewhere: diagnosis, planner, the line itself. Has no rules of its own. Throws what they throw
/// (ShardFailedException, BooksException); a line that is not there any more is unknown.
/// </summary>
internal sealed class MenuDesk(WebOptions options)
{
    /// <summary>Where nobody said until when: about a month, today counted.</summary>
    private const int DaysPlanned = 30;

    private readonly DiagnosisDesk diagnosis = new(options.Engine.Shards, () => options.Engine.Catalogue, options.Conditions);
    private readonly Planner planner = new(options.Engine, options.Books);

    public NoticeStore Notices => options.Notices;

    public Moment Now => new(options.Time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <param name="msisdn">Eleven digits.</param>
    public LineId? Find(string msisdn) => options.Engine.Directory.TryFind(DirectoryKind.Msisdn, msisdn, out var line) ? line : null;

    /// <summary>Every choice but the promised payment and the language, which are talks of their own.</summary>
    public async Task<string> Answer(LineId id, string msisdn, MenuChoice choice, MenuManner manner)
    {
        switch (choice)
        {
            case MenuChoice.WhyOffline: return await Why(id, manner).ConfigureAwait(false);
            case MenuChoice.HowMuch: return await HowMuch(id, manner).ConfigureAwait(false);
        }

        var read = await options.Engine.Shards.Ask(id, MenuLine.Of).ConfigureAwait(false);
        if (!read.Found)
        {
            return manner.Text("unknown");
        }

        var answers = new MenuAnswers(read.Value!, options.Engine.Catalogue.At(read.Value!.Now), manner.Language, manner.IsSpoken);
        return choice switch
        {
            MenuChoice.Balance => answers.Balance(),
            MenuChoice.Data => answers.Data(),
            MenuChoice.NextFee => answers.NextFee(),
            MenuChoice.MyNumber => answers.Number(msisdn),
            _ => throw new System.Diagnostics.UnreachableException($"{choice} is no answer."),
        };
    }

    public void SetLanguage(LineId line, NoticeLanguage language, string key) => Change(line, key, $"language {language}", wishes => wishes with { Language = language });

    public void SetSms(LineId line, bool isWanted, string key) => Change(line, key, $"sms {isWanted}", wishes => wishes with { Sms = isWanted });

    private async Task<string> Why(LineId id, MenuManner manner)
    {
        if (await diagnosis.Of(id, new DiagnosisQuestion()).ConfigureAwait(false) is not { } found)
        {
            return manner.Text("unknown");
        }

        var texts = diagnosis.Texts(found, manner.Language, manner.IsSpoken);
        return found.First is { } first
            ? manner.Join($"{texts.Title(first.Cause)}.", texts.Todo(first), texts.Summary(found))
            : manner.Join([texts.Summary(found), .. found.Checks.Select(texts.Question)]);
    }

    /// <summary>Where a payment would not bring data back, that comes before any amount.</summary>
    private async Task<string> HowMuch(LineId id, MenuManner manner)
    {
        if (await diagnosis.Of(id, new DiagnosisQuestion()).ConfigureAwait(false) is not { } found)
        {
            return manner.Text("unknown");
        }

        var said = new List<string>();
        if (found.LeftAfterPaying(stateIsMended: false, withPack: false) is { } left)
        {
            var texts = diagnosis.Texts(found, manner.Language, manner.IsSpoken);
            said.AddRange([$"{texts.Title(left.Cause)}.", texts.Summary(found), texts.Todo(left)]);
            if (found.Line.Service.State is "barred" or "closed")
            {
                return manner.Join(said);
            }
        }

        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(found.Line.TimeZone) ?? DateTimeZone.Utc;
        var lastDay = found.At.ToInstant().InZone(zone).Date.PlusDays(DaysPlanned - 1);
        if (await planner.Advise(id, lastDay, null).ConfigureAwait(false) is not { Plan: { } advice } planned)
        {
            return manner.Join([.. said, manner.Text("pay.not_known")]);
        }

        var currency = options.Engine.Catalogue.At(planned.Now).FindOperator(planned.Line.Operator)?.CurrencyCode ?? "";
        var words = new NoticeWords(manner.Language, currency, planned.Line.TimeZone) { IsSpoken = manner.IsSpoken };
        said.Add(manner.Text("pay.lead"));
        said.AddRange(advice.Choices.Select(choice => choice.Amount.IsZero
            ? $"{PlanningTexts.Of(choice.Kind, manner.Language)}."
            : manner.Text("pay.choice", ("amount", words.Amount(choice.Amount)), ("why", PlanningTexts.Of(choice.Kind, manner.Language)))));
        return manner.Join(said);
    }

    private void Change(LineId line, string key, string what, Func<NoticePreferences, NoticePreferences> change)
    {
        var order = OrderKey.Of("menu-wish", key);
        options.Notices.Change(line, change(options.Notices.Preferences(line)), order, OrderKey.Digest($"1\nmenu-wish\n{line.Value}\n{what}"), Now);
    }
}
