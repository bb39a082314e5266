using System.Text;
using Kopek.Books.Fiscal;
using Kopek.Core.Fiscal;
using Kopek.Gateways.Fiscal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kopek.Gateways.Tests.Fiscal;

public sealed class FiscalDispatcherTests
{
    [Fact]
    public async Task Payments_are_registered_in_their_order_each_once()
    {
        await using var scene = new FiscalScene();
        for (var number = 1; number <= 25; number++)
        {
            scene.Pay(number, number * 100);
        }

        await scene.Settle();
        Assert.Equal(25, scene.Sandbox.Count());
        Assert.All(Enumerable.Range(1, 25), number => Assert.Equal($"{number}", scene.Store.Fiscal.Find("KDR", number)!.Registration!.Document));
        Assert.Equal("t=20261126T1200&s=25.00&fn=9999078900000001&i=25&fp=" + scene.Store.Fiscal.Find("KDR", 25)!.Registration!.Sign + "&n=1", scene.Store.Fiscal.Find("KDR", 25)!.Qr);
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_looked_up_and_nothing_is_registered_twice()
    {
        await using var scene = new FiscalScene();
        scene.Pay(1, 50_000 + SandboxFiscalRegister.EndOfLostAnswer);
        await scene.Settle();
        Assert.Equal((FiscalState.Pending, "answer_lost"), (scene.Store.Fiscal.Find("KDR", 1)!.State, scene.Store.Fiscal.Find("KDR", 1)!.Reason));
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        await scene.Settle();
        Assert.Equal((FiscalState.Registered, 2, 1L), (scene.Store.Fiscal.Find("KDR", 1)!.State, scene.Store.Fiscal.Find("KDR", 1)!.Attempts, scene.Sandbox.Count()));
    }

    [Fact]
    public async Task A_register_that_takes_its_time_is_asked_again_ever_more_slowly()
    {
        await using var scene = new FiscalScene();
        scene.Pay(1, 50_000 + SandboxFiscalRegister.EndOfPending);
        await scene.Settle();
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        await scene.Settle();
        Assert.Equal((FiscalState.Pending, 2), (scene.Store.Fiscal.Find("KDR", 1)!.State, scene.Store.Fiscal.Find("KDR", 1)!.Attempts));
        scene.Time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(await scene.Step());
        scene.Time.Advance(TimeSpan.FromSeconds(0.1));
        await scene.Settle();
        Assert.Equal(FiscalState.Registered, scene.Store.Fiscal.Find("KDR", 1)!.State);
    }

    [Fact]
    public async Task What_is_refused_waits_for_a_person_and_holds_up_nothing()
    {
        await using var scene = new FiscalScene();
        scene.Pay(1, 50_000 + SandboxFiscalRegister.EndOfRefused);
        scene.Pay(2, 50_000);
        await scene.Settle();
        Assert.Equal((FiscalState.Failed, "refused_by_sandbox"), (scene.Store.Fiscal.Find("KDR", 1)!.State, scene.Store.Fiscal.Find("KDR", 1)!.Reason));
        Assert.Equal(FiscalState.Registered, scene.Store.Fiscal.Find("KDR", 2)!.State);
    }

    [Fact]
    public async Task A_crash_at_any_place_and_the_loss_of_the_books_register_nothing_twice()
    {
        await using var scene = new FiscalScene();
        scene.Pay(1, 50_000);
        // The intent is stored, and the process dies before the call.
        Assert.Single(scene.Store.Fiscal.Take(scene.Now, 10));
        scene.Restart();
        await scene.Settle();
        scene.Pay(2, 60_000);
        // It dies after the call, before the outcome is stored.
        var work = Assert.Single(scene.Store.Fiscal.Take(scene.Now, 10));
        await scene.Sandbox.Register(work.Key, work.Seller, work.Document, null, TestContext.Current.CancellationToken);
        scene.Restart();
        await scene.Settle();
        var before = ((long[])[1, 2]).Select(number => scene.Store.Fiscal.Find("KDR", number)!.Registration).ToList();
        scene.Restart(loseBooks: true);
        scene.Pay(1, 50_000);
        scene.Pay(2, 60_000);
        await scene.Settle();
        Assert.Equal(before, ((long[])[1, 2]).Select(number => scene.Store.Fiscal.Find("KDR", number)!.Registration));
        Assert.Equal(2, scene.Sandbox.Count());
    }

    [Fact]
    public async Task A_register_that_breaks_is_tried_again()
    {
        await using var scene = new FiscalScene();
        scene.Use(new BrokenOnce(scene.Sandbox));
        scene.Pay(1, 50_000);
        await scene.Settle();
        Assert.Equal((FiscalState.Pending, "internal_error"), (scene.Store.Fiscal.Find("KDR", 1)!.State, scene.Store.Fiscal.Find("KDR", 1)!.Reason));
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        await scene.Settle();
        Assert.Equal(FiscalState.Registered, scene.Store.Fiscal.Find("KDR", 1)!.State);
    }

    [Fact]
    public async Task The_buyer_s_address_goes_to_the_register_and_is_stored_nowhere()
    {
        await using var scene = new FiscalScene();
        var register = new BrokenOnce(scene.Sandbox) { IsBroken = false };
        scene.Use(register);
        scene.Pay(1, 50_000);
        await scene.Settle();
        Assert.Equal([FiscalScene.Contact], register.Contacts);
        foreach (var path in Directory.GetFiles(scene.Folder))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(FiscalScene.Contact)) < 0, path);
        }
    }

    [Fact]
    public async Task A_dispatcher_that_runs_takes_up_what_comes()
    {
        await using var scene = new FiscalScene();
        await using var running = new FiscalDispatcher(scene.Store, scene.Sandbox, _ => null, TimeProvider.System, NullLogger.Instance);
        scene.Pay(1, 50_000);
        running.Start();
        scene.Pay(2, 60_000);
        var begun = System.Diagnostics.Stopwatch.StartNew();
        while (scene.Store.Fiscal.Count(FiscalState.Registered) < 2)
        {
            Assert.True(begun.Elapsed < TimeSpan.FromSeconds(60));
            await Task.Yield();
        }
    }

    [Fact]
    public void Pauses_double_up_to_an_hour() =>
        Assert.Equal([1, 2, 4, 8, 2048, 3600, 3600], ((int[])[1, 2, 3, 4, 12, 13, 1000]).Select(attempts => (int)FiscalDispatcher.Pause(attempts).TotalSeconds));

    private sealed class BrokenOnce(IFiscalRegister inner) : IFiscalRegister
    {
        public bool IsBroken { get; set; } = true;
        public List<string?> Contacts { get; } = [];
        public string Name => inner.Name;

        public Task<FiscalAnswer> Register(string key, FiscalSeller seller, FiscalDocument document, string? contact, CancellationToken cancel)
        {
            Contacts.Add(contact);
            return inner.Register(key, seller, document, contact, cancel);
        }

        public Task<FiscalAnswer> Find(string key, CancellationToken cancel)
        {
            if (!IsBroken)
            {
                return inner.Find(key, cancel);
            }

            IsBroken = false;
            throw new InvalidOperationException("a bug");
        }
    }
}
