using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Notices;

namespace Kopek.Books.Notices.Texts;

/// <summary>What is left to do on a day of a trip, one after the other: money first.</summary>
internal static class TripReminderWords
{
    /// <summary>Of the texts that are no notice of their own.</summary>
    public const string Prefix = "trip.";

    public static string Of(Notice.TripReminder reminder, IReadOnlyDictionary<string, string> texts, NoticeWords words)
    {
        var tasks = reminder.Tasks.Select(task => texts[Prefix + SnakeCase.Of(task)].Replace("{plan}", words.Name(reminder.Plan), StringComparison.Ordinal));
        return string.Join(texts["trip.between"], Money(reminder.TopUp, texts, words).Concat(tasks));
    }

    private static string[] Money(Money? topUp, IReadOnlyDictionary<string, string> texts, NoticeWords words) => topUp switch
    {
        null => [texts["trip.look_at_money"]],
        { IsZero: true } => [],
        { } amount => [texts["trip.top_up"].Replace("{amount}", words.Amount(amount), StringComparison.Ordinal)],
    };
}
