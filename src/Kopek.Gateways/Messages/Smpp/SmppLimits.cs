namespace Kopek.Gateways.Messages.Smpp;

/// <summary>Every bound of the SMPP client, with its reason.</summary>
internal static class SmppLimits
{
    public const int HeaderBytes = 16; // SMPP 3.4 3.2

    /// <summary>The largest PDU that is read: a deliver_sm with a message_payload of some kilobytes. A larger length is a lost boundary or an attack.</summary>
    public const int MostPduBytes = 16 << 10;

    /// <summary>submit_sm requests without an answer (SMPP 3.4 2.9 suggests 10 where nothing was agreed).</summary>
    public const int Window = 10;

    /// <summary>Parts of one notice: a longer text is a mistake, and each part costs the operator.</summary>
    public const int MostParts = 6;

    /// <summary>Octets of user data of a short message, and of its header for one of several parts (3GPP TS 23.040 9.2.3.24.1).</summary>
    public const int UserDataOctets = 140;
    public const int PartHeaderOctets = 6;

    public const int SeptetsAlone = 160;
    public const int SeptetsOfPart = 153; // (140 - 6) * 8 / 7, rounded down
    public const int UnitsAlone = 70;
    public const int UnitsOfPart = 67;

    // Sizes of C-octet strings with their NUL, SMPP 3.4 4.1.5.1 and 4.4.1.
    public const int SystemIdOctets = 16;
    public const int PasswordOctets = 9;
    public const int SystemTypeOctets = 13;
    public const int AddressOctets = 21;
    public const int AddressRangeOctets = 41;
    public const int MessageIdOctets = 65;
    public const int ServiceTypeOctets = 6;
    public const int TimeOctets = 17;

    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>response_timer (SMPP 3.4 7.2): longer than a busy centre takes, shorter than a holder's patience.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    /// <summary>enquire_link_timer: middle boxes forget a silent connection after some minutes.</summary>
    public static readonly TimeSpan EnquireEvery = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan FirstReconnect = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestReconnect = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan FirstThrottle = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestThrottle = TimeSpan.FromSeconds(60);
}
