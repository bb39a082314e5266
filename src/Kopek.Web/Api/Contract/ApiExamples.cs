using System.Globalization;

namespace Kopek.Web.Api.Contract;

/// <summary>Examples that several operations share.</summary>
internal static class ApiExamples
{
    public const string Amount = """{"amount":{"value":50000,"currency":"RUB"}}""";

    /// <summary>What a done order answers.</summary>
    public static string Receipt(string kind, long kopeks) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"order":"5d41402abc4b2a76b9719d911017c592","kind":"{{kind}}","status":"done","amount":{"value":{{kopeks}},"currency":"RUB"},"debtRepaid":{"value":0,"currency":"RUB"},"balance":{"available":50000,"reserved":0,"currency":"RUB"},"placedAt":"2026-11-23T09:00:00Z"}
        """);
}
