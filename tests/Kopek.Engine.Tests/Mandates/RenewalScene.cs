using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Engine.Accounts;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Mandates;
using Kopek.Engine.Orders;
using Kopek.Engine.Payments;
using Kopek.Engine.Shards;
using Kopek.Journal.Codec;
using Microsoft.Extensions.Time.Testing;

namespace Kopek.Engine.Tests.Mandates;

/// <summary>The engine with its threads, both drivers and a provider, at a time that the test sets. <see cref="Restart"/> keeps the journal and the provider.</summary>
internal sealed class RenewalScene : IAsyncDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);
    private readonly EventCodec codec = new();
    private OrderDriver orders = null!;
    private MandateDriver mandates = null!;
    private ulong changes;

    private RenewalScene() => Journal = new MemoryJournal(Scene.ShardCount, codec);

    public MemoryJournal Journal { get; }
    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000));
    public ScriptedProvider Provider { get; } = new();
    public ChargingEngine Engine { get; private set; } = null!;
    public MandateDriver Mandates => mandates;

    public static async Task<RenewalScene> Begin()
    {
        var scene = new RenewalScene();
        await scene.Start();
        return scene;
    }

    public async Task Restart(Action? between = null)
    {
        await Stop();
        between?.Invoke();
        await Start();
    }

    public async Task<LineId> Open(long rubles, string plan = SampleCatalogue.Volume)
    {
        var opened = await Engine.Shards.Open(Scene.Order($"open {rubles}"), OrderKey.Digest("1"), new LineNumbers("79000000001"),
            new LineCommand.Open(plan, SampleCatalogue.Zone, Money.Zero, Sold: true));
        await Do(opened.Line, "first", new LineCommand.TopUp(Money.FromRubles(rubles), LedgerAccount.Receipts));
        if (plan != SampleCatalogue.Volume)
        {
            await Do(opened.Line, "activate", new LineCommand.Activate());
        }

        return opened.Line;
    }

    public async Task Do(LineId line, string key, LineCommand command)
    {
        var answer = await Engine.Shards.Place(Scene.Order($"{line} {key}"), OrderKey.Digest(key), line, command);
        Assert.True(answer.Outcome!.IsDone, $"{answer.Outcome.Refused}");
    }

    public async Task<AccountAnswer> Set(LineId line, MandateSettings settings)
    {
        return await Say(line, new MandateCommand.Set(NewChange(), settings, await See(line)));
    }

    public async Task<LineSight> See(LineId line) => (await Engine.Shards.Ask(line, (found, now) => LineSight.Of(found, Engine.Catalogue, now))).Value!;

    public MandateChange NewChange() => new(new OrderId(1, ++changes), 1, changes);

    public Task<AccountAnswer> Say(LineId line, MandateCommand command) => orders.Tell(MandateKey.Of(line), command);

    public async Task<Mandate> Read(LineId line)
    {
        var query = new AccountQuery(MandateKey.Of(line));
        Engine.Shards.Post(query);
        return (Mandate)(await query.Task)!;
    }

    public async Task<TopUpOrder?> OrderOf(LineId line, string occasion, int attempt) => await orders.Read(MandateKey.OrderOf(MandateKey.Of(line), occasion, attempt));

    public async Task<Money> Balance(LineId line) => (await Engine.Shards.Ask(line, (found, _) => found.Balance)).Value;

    /// <summary>The mandate as soon as it is as wished. The drivers work on threads of their own.</summary>
    public async Task<Mandate> Until(LineId line, Func<Mandate, bool> wished)
    {
        var giveUp = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            var mandate = await Read(line);
            if (wished(mandate))
            {
                return mandate;
            }

            Assert.True(Environment.TickCount64 < giveUp, $"{mandate} {Mandates.Fault}");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync() => await Stop();

    private async Task Start()
    {
        orders = new OrderDriver(new Dictionary<string, IPaymentProvider> { [Provider.Name] = Provider }, new OrderDriverOptions(_ => null), Time);
        mandates = new MandateDriver(orders, () => Engine.Catalogue, Time);
        Engine = new ChargingEngine(Journal, codec, SampleCatalogue.Build(), new EngineOptions
        {
            Writers = 2, Time = Time, AccountReactions = new AccountReactionChain([orders, mandates]),
        });
        Engine.Start();
        await orders.Start(Engine.Shards);
        await mandates.Start(Engine.Shards, Engine.Changes);
    }

    private async Task Stop()
    {
        await mandates.DisposeAsync();
        await orders.DisposeAsync();
        Engine.Stop();
    }
}
