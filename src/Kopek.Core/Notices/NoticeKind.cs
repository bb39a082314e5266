namespace Kopek.Core.Notices;

/// <summary>What a holder is told of. The API shows the name in snake case. Stored: never renumber.</summary>
public enum NoticeKind : byte
{
    LowBalance = 1,
    RenewalComing = 2,
    RenewalFailed = 3,
    ToppedUp = 4,
    CutOff = 5,
    BackOnline = 6,
    BundleLow = 7,
    BundleUsedUp = 8,
    Expiring = 9,
    AutoRenewalComing = 20,
    AutoRenewalDone = 21,
    AutoRenewalFailed = 22,
    AutoRenewalCapped = 23,
    CardExpiring = 24,
    RoamingCapNear = 25,
    RoamingCapReached = 26,
    TripReminder = 27,
    SupportAnswered = 40,
}

/// <summary>A way to a holder. Stored: never renumber.</summary>
public enum NoticeChannel : byte
{
    Sms = 1,
    Email = 2,
}

/// <summary>The languages of notices, by their BCP 47 tags zh-CN, en, ru. Stored: never renumber.</summary>
public enum NoticeLanguage : byte
{
    Chinese = 1,
    English = 2,
    Russian = 3,
}
