using System.Runtime.InteropServices;

namespace Kopek.Books.Statements;

/// <summary>
/// The drafts of one kind that a pass made, in their order. They serve pass after pass: what lives while a pass is under way is old then, and no collection
/// of garbage has to move it.
/// </summary>
internal sealed class Drafts<T>
    where T : class, new()
{
    /// <summary>Kept for the next pass: as many as a pass of a busy server makes. A start that catches up makes more, and lets them go.</summary>
    public const int MostKept = 16_384;

    private readonly List<T> drafts = [];
    private int used;

    public ReadOnlySpan<T> Used => CollectionsMarshal.AsSpan(drafts)[..used];

    /// <summary>One that is as its last user left it.</summary>
    public T Next()
    {
        if (used == drafts.Count)
        {
            drafts.Add(new T());
        }

        return drafts[used++];
    }

    public void Clear()
    {
        used = 0;
        if (drafts.Count > MostKept)
        {
            drafts.RemoveRange(MostKept, drafts.Count - MostKept);
            drafts.TrimExcess();
        }
    }
}
