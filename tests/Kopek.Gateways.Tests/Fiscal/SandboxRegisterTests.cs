using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Gateways.Fiscal;
using NodaTime;

namespace Kopek.Gateways.Tests.Fiscal;

public sealed class SandboxRegisterTests
{
    [Fact]
    public async Task The_same_key_is_the_same_document_and_another_document_is_refused()
    {
        await using var scene = new FiscalScene();
        var first = await Register(scene, "a", 100);
        Assert.Equal(first, await Register(scene, "a", 100));
        Assert.Equal(new FiscalAnswer.Refused("key_of_other_document"), await Register(scene, "a", 200));
        Assert.Equal(first, await scene.Sandbox.Find("a", TestContext.Current.CancellationToken));
        Assert.IsType<FiscalAnswer.NotFound>(await scene.Sandbox.Find("b", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Numbers_go_on_and_a_shift_ends_after_a_day()
    {
        await using var scene = new FiscalScene();
        var made = new List<FiscalRegistration>();
        foreach (var (key, wait) in ((string, double)[])[("a", 0), ("b", 23.9), ("c", 0.1), ("d", 1)])
        {
            scene.Time.Advance(TimeSpan.FromHours(wait));
            made.Add(((FiscalAnswer.Registered)await Register(scene, key, 100)).Registration);
        }

        Assert.Equal(["1", "2", "3", "4"], made.Select(one => one.Document));
        Assert.Equal([(1, 1), (1, 2), (2, 1), (2, 2)], made.Select(one => (one.Shift, one.NumberInShift)));
        Assert.Distinct(made.Select(one => one.Sign));
        scene.Restart();
        Assert.Equal(new FiscalAnswer.Registered(made[0]), await scene.Sandbox.Find("a", TestContext.Current.CancellationToken));
    }

    private static Task<FiscalAnswer> Register(FiscalScene scene, string key, long kopeks) =>
        scene.Sandbox.Register(key, FiscalScene.Kedr, FiscalRules.Advance(new FiscalPayment(new Money(kopeks), Money.Zero, false, new LocalDate(2026, 11, 26))), null,
            TestContext.Current.CancellationToken);
}
