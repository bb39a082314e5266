using Kopek.Core.Lines;

namespace Kopek.Web.Care.SignIns;

/// <summary>What somebody who signed in may see and do.</summary>
/// <param name="Lines">Those that he showed to be his, in the order in which he did; one at least.</param>
/// <param name="Line">The one that the pages are about: one of the lines.</param>
public sealed record HolderSession(long Holder, IReadOnlyList<HeldLine> Lines, HeldLine Line);

/// <param name="Msisdn">Eleven digits.</param>
public readonly record struct HeldLine(LineId Line, string Msisdn);

/// <summary>Port: who is signed in.</summary>
public interface IHolderSessions
{
    /// <summary>The session of a cookie's token; null for one that is not known, has ended or was signed out.</summary>
    HolderSession? Find(string token);
}
