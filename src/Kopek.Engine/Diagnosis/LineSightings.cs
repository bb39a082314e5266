using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Engine.Diagnosis;

/// <summary>
/// A shard's bounded memory of what the network last said of its lines. Touched when a session begins or ends and on refusals, not by the updates between,
/// and nothing is allocated but the pages, once. Past the limit a line takes the place of another, which is then unknown again. One thread.
/// </summary>
internal sealed class LineSightings
{
    private const int PageBits = 9;
    private const int PageSize = 1 << PageBits;

    /// <summary>131,072 lines a shard, about 90 bytes each where all are seen.</summary>
    private const int MostPages = 256;

    private readonly Entry[]?[] pages = new Entry[MostPages][];

    /// <param name="number">The line's number in its shard.</param>
    public void See(int number, Moment now, CreditControl request, LineEvent.CreditAnswered answer)
    {
        var code = RefusalOf(request, answer);
        if ((request.Type == CcRequestType.Update && code == ResultCode.Success) || IsOfTheRequest(code))
        {
            return;
        }

        ref var entry = ref EntryOf(number);
        var seen = entry.Number == number ? entry.Seen : default;
        entry = new Entry(number, seen.See(now, request, code));
    }

    /// <summary>A session of the line was given up.</summary>
    public void Lost(int number, Moment now)
    {
        if (Find(number) is { IsNone: false } seen)
        {
            EntryOf(number) = new Entry(number, seen.Lost(now));
        }
    }

    /// <summary>Default where nothing is known.</summary>
    public Sighting Find(int number) =>
        pages[PageOf(number)] is { } page && page[number & (PageSize - 1)] is var entry && entry.Number == number ? entry.Seen : default;

    private ref Entry EntryOf(int number)
    {
        ref var page = ref pages[PageOf(number)];
        page ??= new Entry[PageSize];
        return ref page[number & (PageSize - 1)];
    }

    private static int PageOf(int number) => number >> PageBits & (MostPages - 1);

    /// <summary>A repeat with other content or a stranger's request: it says nothing of where the line is.</summary>
    private static bool IsOfTheRequest(int code) => code is ResultCode.UnknownSessionId or ResultCode.AuthorizationRejected or ResultCode.UnableToComply;

    /// <summary>In mid-session each service has its own code, and the command succeeds though nothing is granted.</summary>
    private static int RefusalOf(CreditControl request, LineEvent.CreditAnswered answer)
    {
        if (answer.ResultCode != ResultCode.Success || request.Type != CcRequestType.Update)
        {
            return answer.ResultCode;
        }

        foreach (ref readonly var grant in answer.Grants.AsSpan())
        {
            if (grant.ResultCode != ResultCode.Success)
            {
                return grant.ResultCode;
            }
        }

        return ResultCode.Success;
    }

    /// <param name="Number">0 where the place is free: lines are numbered from 1.</param>
    private readonly record struct Entry(int Number, Sighting Seen);
}
