using Kopek.Books.Notices.Texts;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Plans;
using Kopek.Engine;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Web.Menus;

/// <summary>
/// The promised payment over the menus: first what it would be, by a trial on the line's own rules, then, on a yes, the order, once for a key. The amount is the
/// most that the operator gives: a menu of digits asks for no sums.
/// </summary>
internal sealed class MenuPromise(ChargingEngine engine)
{
    /// <param name="IsOffered">There is something to say yes to.</param>
    public sealed record Offer(bool IsOffered, string Text);

    public async Task<Offer> Look(LineId line, MenuManner manner)
    {
        if (await Read(line).ConfigureAwait(false) is not { } read)
        {
            return new Offer(false, manner.Text("unknown"));
        }

        if (read.Terms?.PromisedPayment is not { } terms)
        {
            return new Offer(false, manner.Text("promise.not_offered"));
        }

        var trial = new DryRun(line, new LineCommand.TakePromisedPayment(terms.MaxAmount));
        engine.Shards.Post(trial);
        if (await trial.Task.ConfigureAwait(false) is not { } result)
        {
            return new Offer(false, manner.Text("unknown"));
        }

        var words = Words(read, manner);
        if (!result.Outcome.IsDone)
        {
            return new Offer(false, Refused(result.Outcome, words, manner));
        }

        var offer = manner.Text("promise.offer", ("amount", words.Amount(terms.MaxAmount)), ("fee", words.Amount(terms.Fee)), ("days", NoticeWords.Number(terms.Days)));
        return new Offer(true, result.After.DataWorks ? offer : manner.Join(offer, manner.Text("promise.does_not_help")));
    }

    /// <param name="key">Of the wish, with its line: the same again is answered as it was and takes nothing.</param>
    public async Task<string> Take(LineId line, string key, MenuManner manner)
    {
        if (await Read(line).ConfigureAwait(false) is not { } read)
        {
            return manner.Text("unknown");
        }

        if (read.Terms?.PromisedPayment is not { } terms)
        {
            return manner.Text("promise.not_offered");
        }

        // The amount is not part of what is asked for: terms that changed since make no conflict of a repeat.
        var answer = await engine.Shards.Place(OrderKey.Of("menu", key), OrderKey.Digest($"1\nmenu-promised-payment\n{line.Value}"), line,
            new LineCommand.TakePromisedPayment(terms.MaxAmount)).ConfigureAwait(false);
        return answer.Status != OrderStatus.Done ? manner.Text("failed")
            : answer.Outcome!.IsDone ? manner.Text("promise.done", ("amount", Words(read, manner).Amount(answer.Outcome.Amount)))
            : Refused(answer.Outcome, Words(read, manner), manner);
    }

    private static string Refused(LineOutcome outcome, NoticeWords words, MenuManner manner) => outcome.Refused switch
    {
        RefusalCode.PromisedPaymentNotOffered => manner.Text("promise.not_offered"),
        RefusalCode.PromisedPaymentOpen => manner.Text("promise.open", ("owed", words.Amount(outcome.Limit))),
        _ => manner.Text("promise.not_now"),
    };

    private async Task<Held?> Read(LineId line)
    {
        var read = await engine.Shards.Ask(line, static (found, now) => (found.Operator, found.TimeZone, Now: now)).ConfigureAwait(false);
        return read.Found ? new Held(engine.Catalogue.At(read.Value.Now).FindOperator(read.Value.Operator), read.Value.TimeZone) : null;
    }

    private static NoticeWords Words(Held read, MenuManner manner) => new(manner.Language, read.Terms?.CurrencyCode ?? "", read.TimeZone) { IsSpoken = manner.IsSpoken };

    private sealed record Held(OperatorTerms? Terms, string TimeZone);
}
