namespace Kopek.Browser.Tests.Serving;

/// <summary>How a page is looked at.</summary>
/// <param name="Width">Of the window, in CSS pixels: 320 is the narrowest phone, 1440 a desk.</param>
public sealed record Dress(string Language, bool HasScript = true, int Width = 320, bool IsDark = false)
{
    public static string[] Languages { get; } = ["zh-CN", "en", "ru"];

    /// <summary>All of them: three languages, with script and without, narrow and wide, light and dark.</summary>
    public static IEnumerable<Dress> All =>
        from language in Languages
        from hasScript in (bool[])[true, false]
        from width in (int[])[320, 1440]
        from isDark in (bool[])[false, true]
        select new Dress(language, hasScript, width, isDark);

    /// <summary>For the name of a picture.</summary>
    public override string ToString() => $"{Language}-{Width}-{(IsDark ? "dark" : "light")}{(HasScript ? "" : "-no-script")}";
}
