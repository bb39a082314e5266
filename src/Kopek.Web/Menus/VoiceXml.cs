using System.Globalization;
using System.Xml.Linq;
using Kopek.Books.Notices.Texts;
using Kopek.Core.Notices;

namespace Kopek.Web.Menus;

/// <summary>
/// The menu for voice browsers: VoiceXML 2.1 (W3C, 19 June 2007). Each document says something and sends one digit back; the caller's number is taken from the
/// connection (5.1.4), not from what we wrote.
/// </summary>
internal static class VoiceXml
{
    private static readonly XNamespace vxml = "http://www.w3.org/2001/vxml";
    private static readonly XNamespace srgs = "http://www.w3.org/2001/06/grammar";

    /// <summary>How long a digit is waited for.</summary>
    private const string Timeout = "10s";

    /// <summary>For an IVR that begins with a GET: it tells who calls.</summary>
    public static string Opening() => Document("en-US", new XElement(vxml + "form", Caller(), new XElement(vxml + "block", Submit("caller"))));

    /// <param name="call">Ours, of letters and digits.</param>
    public static string Of(MenuReply reply, string call)
    {
        var prompt = new XElement(vxml + "prompt", new XAttribute("timeout", Timeout), reply.Text);
        if (reply.Ends)
        {
            return Document(Tag(reply.Language), new XElement(vxml + "form", new XElement(vxml + "block", prompt, new XElement(vxml + "exit"))));
        }

        var field = new XElement(vxml + "field", new XAttribute("name", "digits"), Digits(), prompt,
            // Who presses nothing hears it once more, and is let go after the second time.
            new XElement(vxml + "noinput", new XElement(vxml + "reprompt")),
            new XElement(vxml + "noinput", new XAttribute("count", "2"), new XElement(vxml + "exit")),
            new XElement(vxml + "nomatch", new XElement(vxml + "reprompt")),
            new XElement(vxml + "filled", Submit("call step caller digits")));
        return Document(Tag(reply.Language), new XElement(vxml + "form", Variable("call", $"'{call}'"), Variable("step", reply.Step.ToString(CultureInfo.InvariantCulture)), Caller(), field));
    }

    private static string Document(string language, XElement form) => new XDeclaration("1.0", "utf-8", null) + "\n"
        + new XElement(vxml + "vxml", new XAttribute("version", "2.1"), new XAttribute(XNamespace.Xml + "lang", language), form).ToString(SaveOptions.DisableFormatting);

    /// <summary>One key, as a grammar of its own: not every platform has the built-in ones.</summary>
    private static XElement Digits() => new(srgs + "grammar", new XAttribute("mode", "dtmf"), new XAttribute("version", "1.0"), new XAttribute("root", "key"),
        new XElement(srgs + "rule", new XAttribute("id", "key"), new XElement(srgs + "one-of",
            Enumerable.Range(0, 10).Select(digit => new XElement(srgs + "item", digit.ToString(CultureInfo.InvariantCulture))))));

    private static XElement Submit(string names) =>
        new(vxml + "submit", new XAttribute("next", MenuEndpoints.Voice), new XAttribute("method", "post"), new XAttribute("namelist", names));

    private static XElement Caller() => Variable("caller", "session.connection.remote.uri");

    private static XElement Variable(string name, string expression) => new(vxml + "var", new XAttribute("name", name), new XAttribute("expr", expression));

    private static string Tag(NoticeLanguage language) => language switch
    {
        NoticeLanguage.English => "en-US",
        NoticeLanguage.Russian => "ru-RU",
        _ => NoticeTexts.Tag(language),
    };
}
