using Kopek.Books.Menus;
using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Web.Menus;

/// <summary>What the menu says.</summary>
/// <param name="Ends">Nothing more is asked.</param>
public sealed record MenuReply(string Text, bool Ends, NoticeLanguage Language)
{
    /// <summary>Counted from 0; the hotline's caller sends it back with his digits.</summary>
    public int Step { get; init; }
}

/// <summary>One walk through the menu of one number. In memory only, and only while it lasts.</summary>
internal sealed class MenuSession(string key, string msisdn, LineId line, MenuManner manner, long at)
{
    public string Key => key;
    public string Msisdn => msisdn;
    public LineId Line => line;
    public MenuManner Manner { get; set; } = manner;
    public MenuPlace Place { get; set; }

    /// <summary>What is shown, whole; its pages, and which of them.</summary>
    public string Text { get; set; } = "";
    public IReadOnlyList<string> Pages { get; set; } = [];
    public int Page { get; set; }

    /// <summary>Everything that was typed, as the gateway sends it, or the count of steps of a call: what comes again is answered as it was.</summary>
    public string Input { get; set; } = "";
    public MenuReply? Reply { get; set; }

    public long UsedAt { get; set; } = at;

    /// <summary>A number's requests come one after the other; a doubled one waits for the first.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);
}
