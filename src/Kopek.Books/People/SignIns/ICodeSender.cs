using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Books.People.SignIns;

/// <summary>A one-time code on its way to a holder.</summary>
/// <param name="Email">The address; null by SMS, where it is the line's number.</param>
/// <param name="Text">With the code: it is stored and logged nowhere.</param>
public sealed record CodeMessage(LineId Line, NoticeLanguage Language, string? Email, string Subject, string Text)
{
    public override string ToString() => "code message";
}

/// <summary>Port: sends codes.</summary>
public interface ICodeSender
{
    /// <summary>False where the server has no such way at all.</summary>
    bool Has(NoticeChannel channel);

    /// <summary>Returns at once, so that a page takes as long for a number that gets nothing. Is sent once, tried again only while surely not taken and the code lives.</summary>
    void Send(CodeMessage message);
}
