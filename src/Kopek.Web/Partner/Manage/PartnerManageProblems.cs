using Kopek.Web.Api.Problems;

namespace Kopek.Web.Partner.Manage;

/// <summary>Refusals that only those who manage partners meet.</summary>
public static class PartnerManageProblems
{
    public static readonly ProblemKind UnknownPartner = new("unknown_partner", 404, "There is no such partner");
    public static readonly ProblemKind UnknownKey = new("unknown_partner_key", 404, "The partner has no such key");
    public static readonly ProblemKind TooManyKeys = new("too_many_partner_keys", 409, "The partner has as many keys as it may");
    public static readonly ProblemKind FloatRefused = new("float_refused", 422, "The float cannot take or give that");

    public static IReadOnlyList<ProblemKind> All { get; } = [UnknownPartner, UnknownKey, TooManyKeys, FloatRefused];
}
