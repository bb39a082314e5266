using Kopek.Core;

namespace Kopek.Web.Api.Bodies;

/// <summary>The members that a command's body may have. A closed set: what is not named for a route is refused there.</summary>
[Flags]
internal enum BodyMembers
{
    None = 0,
    Amount = 1,
    Pack = 2,
    Plan = 4,
    When = 8,
    Msisdn = 16,
    Imsi = 32,
    Iccid = 64,
    TimeZone = 128,
    Region = 256,
    Reason = 512,
}

/// <summary>A command's body as it was read: only what <see cref="Present"/> names has a meaning.</summary>
internal struct CommandBody
{
    public BodyMembers Present { get; set; }
    public Money Amount { get; set; }
    public string Currency { get; set; }
    public string? Pack { get; set; }
    public string? Plan { get; set; }
    public string? When { get; set; }
    public string? Msisdn { get; set; }
    public string? Imsi { get; set; }
    public string? Iccid { get; set; }
    public string? TimeZone { get; set; }
    public string? Region { get; set; }
    public string? Reason { get; set; }
}
