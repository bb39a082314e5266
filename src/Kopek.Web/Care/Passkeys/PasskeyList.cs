using System.Globalization;
using Kopek.Books.Numbers;
using Kopek.Books.People.SignIns;
using Kopek.Core;
using Kopek.Core.Notices;
using Kopek.Web.Care.SignIns;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace Kopek.Web.Care.Passkeys;

/// <param name="MayAdd">There is room for one more.</param>
public sealed record PasskeysView(IReadOnlyList<PasskeyRow> Rows, bool MayAdd);

/// <param name="Id">As the form sends it.</param>
/// <param name="Name">Empty where the holder gave none.</param>
/// <param name="Made">The local day.</param>
/// <param name="Used">The local day; null: never yet.</param>
public sealed record PasskeyRow(string Id, string Name, string Made, string? Used);

/// <summary>The passkeys of a sign-in: one more, one less. Only for who is signed in; what belongs to another sign-in is not found.</summary>
internal static class PasskeyList
{
    /// <summary>Null where browsers use no passkeys, and there are none to be taken off.</summary>
    public static PasskeysView? Of(CareCall call, HolderSession session)
    {
        if (call.Parts.SignIns is not { } signIns)
        {
            return null;
        }

        var known = signIns.Accounts.Passkeys.Of(session.Holder);
        var mayAdd = known.Count < PasskeyLimits.MostPasskeys && PasskeySite.Of(call.Http.Request) is not null;
        return known.Count > 0 || mayAdd ? new PasskeysView([.. known.Select(one => Row(call, one))], mayAdd) : null;
    }

    public static Task Ask(CareCall call, HolderSession session)
    {
        if (Wrong(call, session) is not null || PasskeySite.Of(call.Http.Request) is not { } site)
        {
            return PasskeyAsking.None(call);
        }

        var passkeys = call.Parts.SignIns!.Accounts.Passkeys;
        var name = Msisdn.Read(session.Lines[0].Msisdn).Number?.Mask() ?? "Kopek";
        return PasskeyAsking.Ask(call, PasskeyUse.Add, session.Holder,
            challenge => PasskeyCeremony.CreateOptions(site, challenge, passkeys.UserOf(session.Holder), name, passkeys.Of(session.Holder)));
    }

    public static async Task Add(CareCall call, HolderSession session)
    {
        if (Wrong(call, session) is { } wrong)
        {
            await LinesEndpoint.Show(call, session, wrong);
            return;
        }

        await (await Register(call, session) switch
        {
            PasskeyAdded.Done or PasskeyAdded.Repeated => call.Redirect(SignInSite.Lines),
            PasskeyAdded.Full => LinesEndpoint.Show(call, session, "passkey.full"),
            _ => LinesEndpoint.Show(call, session, "passkey.not_added"),
        });
    }

    public static Task Remove(CareCall call, HolderSession session)
    {
        if (long.TryParse(call.Form.Text("passkey"), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            call.Parts.SignIns?.Accounts.Passkeys.Remove(session.Holder, id);
        }

        return call.Redirect(SignInSite.Lines);
    }

    /// <summary>What is wrong before the device is asked; null: nothing.</summary>
    private static string? Wrong(CareCall call, HolderSession session) =>
        call.Parts.SignIns is not { } signIns ? "passkey.not_added"
        : call.Form.Long("name", int.MaxValue).Trim().Length > PasskeyLimits.LongestName ? "passkey.long_name"
        : signIns.Accounts.Passkeys.Of(session.Holder).Count >= PasskeyLimits.MostPasskeys ? "passkey.full" : null;

    private static async Task<PasskeyAdded> Register(CareCall call, HolderSession session)
    {
        var passkeys = call.Parts.SignIns!.Accounts.Passkeys;
        if (PasskeyAnswer.Read(call.Form) is not { } answer || PasskeySite.Of(call.Http.Request) is not { } site)
        {
            return PasskeyAdded.Refused;
        }

        if (PasskeyAsking.Take(call, PasskeyUse.Add, session.Holder) is not { } challenge)
        {
            // The same form again: its challenge is used, and what it added is there.
            return passkeys.Find(answer.Credential)?.Account == session.Holder ? PasskeyAdded.Repeated : PasskeyAdded.Refused;
        }

        if (await PasskeyCeremony.Register(site, challenge, passkeys.UserOf(session.Holder), answer) is not { } made)
        {
            return PasskeyAdded.Refused;
        }

        var added = passkeys.Add(new NewPasskey(session.Holder, made.Id, made.PublicKey, made.SignCount, call.Form.Text("name")), call.Parts.Now);
        if (added == PasskeyAdded.Done)
        {
            Tell(call, session);
        }

        return added;
    }

    /// <summary>The number that opens the sign-in hears of it: a passkey outlives the session of whoever held the phone for a minute.</summary>
    private static void Tell(CareCall call, HolderSession session)
    {
        if (call.Parts.SignIns!.Codes.Has(NoticeChannel.Sms))
        {
            call.Parts.SignIns.Codes.Send(new CodeMessage(session.Lines[0].Line, call.Language, null, call.T("passkey.title"), call.T("passkey.sms")));
        }
    }

    private static PasskeyRow Row(CareCall call, Passkey one) => new(one.Id.ToString(CultureInfo.InvariantCulture), one.Name, Day(call, one.Made), one.Used is { } used ? Day(call, used) : null);

    private static string Day(CareCall call, Moment moment)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(call.Parts.Version.Operators[0].DefaultTimeZone) ?? DateTimeZone.Utc;
        return LocalDatePattern.Iso.Format(moment.ToInstant().InZone(zone).Date);
    }
}
