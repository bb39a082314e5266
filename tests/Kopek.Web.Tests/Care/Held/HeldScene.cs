using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;
using Kopek.Engine.Sessions;
using Kopek.Engine.Shards;
using Kopek.Web.Care.SignIns;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care.Held;

/// <summary>Who is signed in, kept in memory: the pages need only the port.</summary>
public sealed class SignedIn : IHolderSessions
{
    private readonly ConcurrentDictionary<string, HolderSession> sessions = new();

    public HolderSession? Find(string token) => sessions.GetValueOrDefault(token);

    public void Add(string token, HolderSession session) => sessions[token] = session;

    public void End(string token) => sessions.TryRemove(token, out _);
}

/// <summary>A holder in a browser, signed in for one line, on the live server.</summary>
public sealed class HeldScene : IAsyncDisposable
{
    public const string Number = "79000000001";
    public const string Token = "token-of-the-holder";

    /// <summary>One window of TCP (ten segments of 1,460 octets) less its headers' growth on the way.</summary>
    public const int MostBytes = 14 * 1024;

    private ulong sessions;

    private HeldScene(LiveApi api, SignedIn signedIn)
    {
        (Api, SignedIn) = (api, signedIn);
        Browser = new Browser(api.Client.BaseAddress!);
    }

    public LiveApi Api { get; }
    public SignedIn SignedIn { get; }
    public Browser Browser { get; }

    public static async Task<HeldScene> Start()
    {
        var signedIn = new SignedIn();
        return new HeldScene(await LiveApi.Start(holders: signedIn), signedIn);
    }

    /// <summary>Signs the browser in for lines that were opened; the first is the one that pages are about.</summary>
    public void SignIn(params string[] numbers)
    {
        var lines = numbers.Select(number => new HeldLine(LineOf(number), number)).ToList();
        SignedIn.Add(Token, new HolderSession(1, lines, lines[0]));
        Browser.Cookies.Add(new Cookie(HolderCookie.Name, Token, "/", "127.0.0.1"));
    }

    public LineId LineOf(string number)
    {
        Assert.True(Api.Engine.Directory.TryFind(DirectoryKind.Msisdn, number, out var line));
        return line;
    }

    /// <summary>A whole session that uses data.</summary>
    public async Task Online(string number, long octets, string network = "001-03")
    {
        sessions++;
        await Ask(number, CcRequestType.Initial, 0, 0, network);
        await Ask(number, CcRequestType.Termination, 1, octets, network);
    }

    /// <summary>A session that stays open.</summary>
    public Task Begin(string number)
    {
        sessions++;
        return Ask(number, CcRequestType.Initial, 0, 0, "001-03");
    }

    /// <summary>Headers and page, as they go over the wire; nothing is compressed.</summary>
    public static int Weight(Page page) => Encoding.UTF8.GetByteCount(page.Html)
        + page.Response!.Headers.Concat(page.Response.Content.Headers).Sum(header => header.Key.Length + header.Value.Sum(value => value.Length) + 4);

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Api.DisposeAsync();
    }

    private async Task Ask(string number, CcRequestType type, uint request, long octets, string network)
    {
        var asked = new Ccr { Line = LineOf(number) };
        var control = asked.Control;
        control.Session = new SessionKey(sessions, sessions);
        control.OriginRealm = 7;
        control.Type = type;
        control.Number = request;
        control.Digest = sessions * 100 + request;
        Assert.True(NetworkCode.TryParse(network, out var code));
        control.Network = code;
        control.CanThrottle = true;
        control.HasServices = true;
        control.UnitCount = 1;
        control.Units[0] = new RequestedUnits
        {
            Unit = new UnitKey(1, 0, true, false),
            Requests = type != CcRequestType.Termination,
            Reports = type != CcRequestType.Initial,
            UsedOctets = octets,
        };
        Api.Engine.Shards.Post(asked);
        Assert.Equal(ResultCode.Success, (await asked.Done.Task).ResultCode);
    }

    private sealed class Ccr : CreditRequest
    {
        public TaskCompletionSource<LineEvent.CreditAnswered> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Complete(Completions batch) => Done.SetResult(Answer!);

        public override void Fail(ShardFailure reason) => Done.SetException(new InvalidOperationException($"{reason}"));
    }
}
