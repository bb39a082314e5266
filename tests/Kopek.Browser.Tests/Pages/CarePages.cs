using Kopek.Browser.Tests.Serving;

namespace Kopek.Browser.Tests.Pages;

/// <param name="Name">Of its pictures.</param>
/// <param name="Reach">How one comes to it.</param>
internal sealed record CarePage(string Name, Func<Visit, Task> Reach)
{
    /// <summary>One that has an address of its own.</summary>
    public static CarePage At(string name, string address) => new(name, visit => visit.Go(address));

    /// <summary>One that only a holder sees who is signed in.</summary>
    public static CarePage Held(string name) => Held(name, name);

    public static CarePage Held(string name, string path) => new(name, visit => visit.GoHeld("/care/" + path));

    public override string ToString() => Name;
}

/// <summary>Every page of the holder's site: a new one is one line here, and is then looked at in every language, width, colour, with script and without.</summary>
internal static class CarePages
{
    public static IReadOnlyList<CarePage> All { get; } =
    [
        CarePage.At("start", "/care"),
        new("start-unreadable", visit => visit.Look("123")),
        new("start-no-payment", async visit => await visit.Look(await visit.Kopek.OpenBarred())),
        new("line", async visit => await visit.Look(await visit.Kopek.Open())),
        new("line-works", async visit => await visit.Look(await visit.Kopek.Open(50_000))),
        new("review", async visit => await visit.Review(await visit.Kopek.Open(), "500")),
        new("review-too-little", async visit => await visit.Review(await visit.Kopek.Open(), "0")),
        new("order", async visit => await visit.Order(await visit.Kopek.Open(), "500")),
        new("region", async visit => await visit.AskRegion(await visit.Kopek.Open(), null)),
        new("region-several", async visit => await visit.AskRegion(await visit.Kopek.Open(), "oblast")),
        new("region-no-network", async visit => await visit.AskRegion(await visit.Kopek.Open(50_000), "RU-CHU")),
        CarePage.At("sign-in", "/care/sign-in"),
        new("sign-in-passkey", visit => visit.Go($"{visit.Kopek.Local}care/sign-in")),
        new("lines-passkey", visit => visit.GoHeld($"{visit.Kopek.Local}care/lines")),
        CarePage.Held("home"),
        CarePage.Held("diagnosis"),
        CarePage.Held("statement"),
        CarePage.Held("advice"),
        CarePage.Held("services"),
        CarePage.Held("notices"),
        CarePage.Held("packs"),
        CarePage.Held("packs-country", "packs?country=CN"),
        CarePage.Held("pack", "packs/KDR-ASIA7D"),
        CarePage.Held("pack-lacks", "packs/KDR-WORLD7D"),
        CarePage.Held("plan-changes", "plans/change"),
        CarePage.Held("plan-change", "plans/KDR-PAYGO/change"),
        new("done", async visit =>
        {
            await visit.GoHeld("/care/plans/KDR-PAYGO/change");
            await visit.Press("form:has(input[name=when][value=period_end]) button");
        }),
        CarePage.Held("roaming-own", "roaming?country=CN"),
        CarePage.Held("lines"),
        CarePage.Held("support"),
        new("support-new", visit => visit.GoHeld("/care/support/new")),
        new("support-ticket", visit => visit.WriteToSupport("Since this morning nothing opens.")),
        CarePage.Held("favourites"),
        new("favourites-kept", visit => visit.KeepFavourite()),
        new("start-held", visit => visit.GoHeld("/care")),
        new("review-own", visit => visit.ReviewOwn()),
        new("order-own", visit => visit.PayOwn()),
        new("home-paid", async visit =>
        {
            await visit.PayOwn();
            await visit.Go("/care/home");
        }),
        CarePage.At("roaming", "/care/roaming"),
        CarePage.At("roaming-answer", "/care/roaming?country=CN&plan=KDR-M50"),
        CarePage.At("roaming-countries", "/care/roaming/countries"),
        CarePage.At("plans", "/care/plans"),
        CarePage.At("plan", "/care/plans/KDR-M50"),
        CarePage.At("help", "/care/help"),
        CarePage.At("help-topic", "/care/help/cooling"),
        CarePage.At("trip", "/care/trip"),
        new("trip-planned", visit => visit.PlanTrip()),
        new("trips", visit => visit.KeepTrip()),
        CarePage.At("offline", "/care/offline"),
        CarePage.At("no-order", "/pay/00000000000000000000000000000001"),
    ];

    public static TheoryData<string> Names => new(All.Select(page => page.Name));

    public static CarePage Of(string name) => All.First(page => page.Name == name);
}
