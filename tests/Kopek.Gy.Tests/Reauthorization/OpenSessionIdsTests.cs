using System.Text;
using Kopek.Core.Sessions;
using Kopek.Gy.Profiles;
using Kopek.Gy.Reauthorization;

namespace Kopek.Gy.Tests.Reauthorization;

public sealed class OpenSessionIdsTests
{
    private static readonly GyClient Client = new("a"u8, "b"u8, (_, _) => new ProfileAvps(CoreProfile.Default));

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(512)]
    public void A_text_of_any_length_comes_back_as_it_was(int length)
    {
        var open = new OpenSessionIds();
        var text = Encoding.ASCII.GetBytes(new string('x', length));
        open.Remember(new SessionKey(1, 2), text, Client, "via");
        Assert.Equal(text, open.Find(new SessionKey(1, 2))!.Value.SessionId);
        open.Forget(new SessionKey(1, 2));
        Assert.Null(open.Find(new SessionKey(1, 2)));
        open.Remember(new SessionKey(1, 2), "short"u8, Client, "via");
        Assert.Equal("short"u8, open.Find(new SessionKey(1, 2))!.Value.SessionId);
    }

    [Fact]
    public void Sessions_that_no_core_ever_ended_are_forgotten_when_there_are_many()
    {
        var open = new OpenSessionIds { IsOpen = session => session.High < 10 };
        for (var number = 0UL; number < 10_000; number++)
        {
            open.Remember(new SessionKey(number, 0), "text"u8, Client, "via");
        }

        Assert.InRange(open.Count, 10, 512);
        Assert.NotNull(open.Find(new SessionKey(9, 0)));
    }
}
