namespace Kopek.Books.Catalogues;

/// <summary>Bounds of a catalogue. They are far above any real one: a value past them is a slip of the hand or a wrong file.</summary>
public static class CatalogueLimits
{
    /// <summary>4 MiB holds tens of thousands of rows; a bigger file is not a catalogue.</summary>
    public const int FileBytes = 4 * 1024 * 1024;

    /// <summary>Data rows of one file.</summary>
    public const int Rows = 20_000;

    /// <summary>UTF-16 characters of one field: the longest sample text has 60.</summary>
    public const int FieldCharacters = 200;

    /// <summary>Codes go into every journal event that names a plan, so they stay short.</summary>
    public const int CodeCharacters = 32;

    /// <summary>Errors listed in one run; the rest is counted. A person fixes the first hundred before reading on.</summary>
    public const int ListedErrors = 100;

    /// <summary>Dated folders: ten years of monthly changes.</summary>
    public const int Versions = 120;

    /// <summary>Largest price, fee or limit in whole rubles.</summary>
    public const long Rubles = 10_000_000;

    /// <summary>Largest amount of data: about a petabyte, so that octets and prices stay far from overflow.</summary>
    public const long Megabytes = 1_000_000_000;

    /// <summary>Coarsest rounding unit: 1 GB in kilobytes.</summary>
    public const long RoundingKilobytes = 1024 * 1024;

    /// <summary>Ten years.</summary>
    public const int Days = 3660;

    /// <summary>10 Gbit/s: above it a throttle is none.</summary>
    public const int ThrottleKbps = 10_000_000;

    /// <summary>Largest cap on automatic packs in one period.</summary>
    public const int AutoPacks = 1000;
}
