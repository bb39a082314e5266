using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kopek.Gy.Profiles;

/// <summary>
/// gy-profiles.json of a data folder. A profile starts from a built-in one and changes what it names; a core names the profile of the clients that match it.
/// <code>
/// { "profiles": [ { "name": "campus", "from": "default", "finalUnitAction": "Redirect", "redirectUrl": "https://pay.example/" } ],
///   "cores":    [ { "originHost": "pgw*.campus.example", "profile": "campus" } ] }
/// </code>
/// </summary>
public static class GyProfilesFile
{
    public const string Name = "gy-profiles.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <summary>The built-in profiles where there is no such file.</summary>
    /// <exception cref="InvalidDataException">The file says something that cannot be; the message names what.</exception>
    public static GyProfiles LoadOrBuiltIn(string path) => File.Exists(path) ? Parse(File.ReadAllText(path), path) : GyProfiles.BuiltIn;

    /// <param name="path">Only named in errors.</param>
    /// <exception cref="InvalidDataException">As <see cref="LoadOrBuiltIn"/>.</exception>
    public static GyProfiles Parse(string json, string path)
    {
        FileRow file;
        try
        {
            file = JsonSerializer.Deserialize<FileRow>(json, Json) ?? new FileRow();
        }
        catch (JsonException malformed)
        {
            throw new InvalidDataException($"{path}: {malformed.Message}", malformed);
        }

        var profiles = CoreProfile.BuiltIn.ToDictionary(profile => profile.Name);
        foreach (var row in file.Profiles)
        {
            var profile = row.ApplyTo(Find(profiles, row.From, $"{path}: profile \"{row.Name}\""));
            Check(profile, $"{path}: profile \"{row.Name}\"");
            profiles[row.Name] = profile;
        }

        var rules = file.Cores.Select(row => new ProfileRule(row.OriginHost, row.OriginRealm, Find(profiles, row.Profile, $"{path}: core \"{row.OriginHost}\"")));
        return new GyProfiles([.. rules, .. GyProfiles.BuiltIn.Rules]);
    }

    private static CoreProfile Find(Dictionary<string, CoreProfile> profiles, string name, string place) => profiles.TryGetValue(name, out var profile)
        ? profile
        : throw new InvalidDataException($"{place} names the profile \"{name}\", which is not there. There are: {string.Join(", ", profiles.Keys)}.");

    private static void Check(CoreProfile profile, string place)
    {
        var wrong = profile switch
        {
            { Name: "" } => "has no name",
            { ThresholdPercent: < 0 or > 99 } => "has a thresholdPercent outside 0 to 99: it must stay below the grant",
            { QuotaHoldingSeconds: < 0 } => "has a negative quotaHoldingSeconds",
            { FinalUnitAction: FinalUnitAction.Redirect } when !Uri.IsWellFormedUriString(profile.RedirectUrl, UriKind.Absolute) => "redirects, but redirectUrl is no URL",
            { FinalUnitAction: FinalUnitAction.RestrictAccess, FilterId: null, RestrictionFilterRule: null } => "restricts access, but has neither filterId nor restrictionFilterRule",
            { ThrottleBy: not ThrottleBy.None, ThrottleFilterId: "" } => "throttles, but throttleFilterId is empty",
            _ => null,
        };
        if (wrong is not null)
        {
            throw new InvalidDataException($"{place} {wrong}.");
        }
    }

    private sealed record FileRow
    {
        public IReadOnlyList<ProfileRow> Profiles { get; init; } = [];
        public IReadOnlyList<CoreRow> Cores { get; init; } = [];
    }

    private sealed record CoreRow
    {
        public string OriginHost { get; init; } = "*";
        public string OriginRealm { get; init; } = "*";
        public required string Profile { get; init; }
    }

    private sealed record ProfileRow
    {
        public required string Name { get; init; }
        public string From { get; init; } = CoreProfile.Default.Name;
        public bool? HonoursReAuth { get; init; }
        public FinalUnitAction? FinalUnitAction { get; init; }
        public string? RedirectUrl { get; init; }
        public string? FilterId { get; init; }
        public string? RestrictionFilterRule { get; init; }
        public ThrottleBy? ThrottleBy { get; init; }
        public string? ThrottleFilterId { get; init; }
        public int? ThresholdPercent { get; init; }
        public FailureHandling? FailureHandling { get; init; }
        public int? QuotaHoldingSeconds { get; init; }

        public CoreProfile ApplyTo(CoreProfile origin) => origin with
        {
            Name = Name,
            HonoursReAuth = HonoursReAuth ?? origin.HonoursReAuth,
            FinalUnitAction = FinalUnitAction ?? origin.FinalUnitAction,
            RedirectUrl = RedirectUrl ?? origin.RedirectUrl,
            FilterId = FilterId ?? origin.FilterId,
            RestrictionFilterRule = RestrictionFilterRule ?? origin.RestrictionFilterRule,
            ThrottleBy = ThrottleBy ?? origin.ThrottleBy,
            ThrottleFilterId = ThrottleFilterId ?? origin.ThrottleFilterId,
            ThresholdPercent = ThresholdPercent ?? origin.ThresholdPercent,
            FailureHandling = FailureHandling ?? origin.FailureHandling,
            QuotaHoldingSeconds = QuotaHoldingSeconds ?? origin.QuotaHoldingSeconds,
        };
    }
}
