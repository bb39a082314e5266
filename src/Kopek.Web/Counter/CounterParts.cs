using Kopek.Books.Notices.Texts;
using Kopek.Books.People;
using Kopek.Core;
using Kopek.Core.Notices;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Engine;
using Kopek.Engine.Lines;
using Kopek.Engine.Payments;
using Kopek.Engine.Shards;
using NodaTime;

namespace Kopek.Web.Counter;

/// <summary>What every page works with.</summary>
internal sealed class CounterParts(CounterOptions options) : IDisposable
{
    public CounterOptions Options { get; } = options;
    public ChargingEngine Engine => Options.Engine;
    public IShards Shards => Options.Engine.Shards;
    public LineDirectory Directory => Options.Engine.Directory;
    public OrderDriver Orders => Options.Orders;
    public PeopleStore People => Options.People;
    public StaffAccounts Accounts { get; } = new(options.People, options.Time);

    /// <summary>Entries of the trail for unknown names: who knows none must not fill the disk.</summary>
    public RefusalBudget UnknownNames { get; } = new(options.Time);
    public Moment Now => new(Options.Time.GetUtcNow().ToUnixTimeMilliseconds());

    public OperatorTerms? Operator(string code) => Engine.Catalogue.At(Now).FindOperator(code);

    public CatalogueVersion Catalogue => Engine.Catalogue.At(Now);

    /// <summary>The date at a brand's counters.</summary>
    public LocalDate Today(string operatorCode) => Now.ToInstant().InZone(Zone(operatorCode)).Date;

    public NoticeWords Words(NoticeLanguage language, string operatorCode) => new(language, Operator(operatorCode)?.CurrencyCode ?? "RUB", Zone(operatorCode).Id);

    /// <summary>A moment with its year, as a receipt and a trail need it, in the brand's own zone.</summary>
    public string Time(Moment moment, string operatorCode)
    {
        var local = moment.ToInstant().InZone(Zone(operatorCode)).LocalDateTime;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{local.Year:0000}-{local.Month:00}-{local.Day:00} {local.Hour:00}:{local.Minute:00}:{local.Second:00}");
    }

    public void Dispose() => Accounts.Dispose();

    private DateTimeZone Zone(string operatorCode) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(Operator(operatorCode)?.DefaultTimeZone ?? "") ?? DateTimeZone.Utc;
}
