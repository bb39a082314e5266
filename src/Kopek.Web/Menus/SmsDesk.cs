using System.Threading.RateLimiting;
using Kopek.Books.Menus;
using Kopek.Core.Lines;

namespace Kopek.Web.Menus;

/// <summary>Answers commands by SMS, each message once, and no number more often than is sound: an answer costs the operator, and two robots could talk for ever.</summary>
internal sealed class SmsDesk(MenuDesk desk, MenuPromise promise, TimeProvider time)
{
    /// <summary>Answers to one number in an hour: a person at a shop's counter, not a robot.</summary>
    public const int MostAnHour = 20;

    /// <summary>Message ids that are kept; a gateway gives up long before so many came after one.</summary>
    private const int MostKept = 50_000;

    /// <summary>How long gateways deliver a message again.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> seen = [];
    private readonly Queue<(string Id, long At)> order = new();

    private readonly PartitionedRateLimiter<string> limit = PartitionedRateLimiter.Create<string, string>(number => RateLimitPartition.GetFixedWindowLimiter(number,
        _ => new FixedWindowRateLimiterOptions { PermitLimit = MostAnHour, Window = TimeSpan.FromHours(1), QueueLimit = 0 }));

    public async Task<string?> Answer(string id, string from, string text)
    {
        if (CallerNumber.Read(from) is not { } msisdn || desk.Find(msisdn) is not { } line)
        {
            return null;
        }

        var key = $"{msisdn}\n{id}";
        if (!Take(key))
        {
            return null;
        }

        using var lease = limit.AttemptAcquire(msisdn);
        if (!lease.IsAcquired)
        {
            return null;
        }

        try
        {
            return MenuPages.Plain(await Answer(line, msisdn, text, $"sms\n{key}").ConfigureAwait(false));
        }
        catch
        {
            // It was not answered: the gateway's next try may be.
            Forget(key);
            throw;
        }
    }

    private async Task<string> Answer(LineId line, string msisdn, string text, string key)
    {
        var command = SmsCommands.Read(text) ?? new SmsCommand(SmsAsk.Help, desk.Notices.Preferences(line).Language);
        var manner = new MenuManner(command.Language, IsSpoken: false);
        switch (command.Ask)
        {
            case SmsAsk.Help: return manner.Text("sms.help");
            case SmsAsk.OfferPromisedPayment:
                var offer = await promise.Look(line, manner).ConfigureAwait(false);
                return offer.IsOffered ? manner.Join(offer.Text, manner.Text("promise.ask.sms")) : offer.Text;
            case SmsAsk.TakePromisedPayment: return await promise.Take(line, key, manner).ConfigureAwait(false);
            case SmsAsk.Stop or SmsAsk.Start:
                desk.SetSms(line, command.Ask == SmsAsk.Start, key);
                return manner.Text(command.Ask == SmsAsk.Start ? "sms.start" : "sms.stop");
            default: return await desk.Answer(line, msisdn, Choice(command.Ask), manner).ConfigureAwait(false);
        }
    }

    private static MenuChoice Choice(SmsAsk ask) => ask switch
    {
        SmsAsk.Balance => MenuChoice.Balance,
        SmsAsk.Data => MenuChoice.Data,
        SmsAsk.NextFee => MenuChoice.NextFee,
        SmsAsk.WhyOffline => MenuChoice.WhyOffline,
        SmsAsk.HowMuch => MenuChoice.HowMuch,
        SmsAsk.MyNumber => MenuChoice.MyNumber,
        _ => throw new System.Diagnostics.UnreachableException($"{ask} is no choice of the menu."),
    };

    private bool Take(string id)
    {
        lock (gate)
        {
            while (order.TryPeek(out var oldest) && (order.Count >= MostKept || time.GetElapsedTime(oldest.At) > Kept))
            {
                order.Dequeue();
                if (seen.GetValueOrDefault(oldest.Id) == oldest.At)
                {
                    seen.Remove(oldest.Id);
                }
            }

            var now = time.GetTimestamp();
            if (!seen.TryAdd(id, now))
            {
                return false;
            }

            order.Enqueue((id, now));
            return true;
        }
    }

    private void Forget(string id)
    {
        lock (gate)
        {
            seen.Remove(id);
        }
    }
}
