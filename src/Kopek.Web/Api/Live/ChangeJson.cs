using System.Collections.Concurrent;
using System.Text.Json;
using Kopek.Books.Statements;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Lines;

namespace Kopek.Web.Api.Live;

/// <summary>One change of a line for its watchers: what kind, and the figures that people look at.</summary>
internal static class ChangeJson
{
    private static readonly ConcurrentDictionary<Type, string> Kinds = [];

    public static string Kind(LineEvent happened) => Kinds.GetOrAdd(happened.GetType(), static type => SnakeCase.Of(type.Name));

    public static void Write(Utf8JsonWriter json, LineChange change)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, Kind(change.Event));
        json.WriteNumber("sequence"u8, change.Sequence);
        json.WriteString("at"u8, change.At.ToString());
        WriteFigures(json, change.Event);
        json.WriteEndObject();
    }

    private static void WriteFigures(Utf8JsonWriter json, LineEvent happened)
    {
        switch (happened)
        {
            case LineEvent.MoneyAdded e:
                json.WriteString("money"u8, SnakeCase.Of(e.Kind));
                json.WriteNumber("kopeks"u8, e.Amount.Kopeks);
                break;
            case LineEvent.FeeCharged e:
                json.WriteString("fee"u8, SnakeCase.Of(e.Kind));
                json.WriteNumber("kopeks"u8, -e.Amount.Kopeks);
                break;
            case LineEvent.UsageCharged e:
                json.WriteString("session"u8, e.Session.ToString());
                json.WriteNumber("octets"u8, e.Reported);
                json.WriteNumber("kopeks"u8, -e.Charged.Kopeks);
                break;
            case LineEvent.CreditAnswered e:
                WriteAnswer(json, e);
                break;
            case LineEvent.SessionExpired e:
                json.WriteString("session"u8, e.Session.ToString());
                break;
            case LineEvent.DirectDebited e:
                json.WriteNumber("kopeks"u8, -e.Amount.Kopeks);
                break;
            case LineEvent.BucketGranted e:
                json.WriteNumber("bucket"u8, e.Bucket);
                json.WriteString("name"u8, e.Name);
                json.WriteNumber("octets"u8, e.Octets);
                break;
            case LineEvent.BucketExpired e:
                json.WriteNumber("bucket"u8, e.Bucket);
                json.WriteNumber("octets"u8, e.Lost);
                break;
            case LineEvent.PlanChanged e:
                json.WriteString("plan"u8, e.Plan);
                break;
            case LineEvent.BarSet e:
                json.WriteString("reason"u8, SnakeCase.Of(e.Reason));
                break;
            case LineEvent.RoamingCapSet { Cap: { } cap }:
                json.WriteNumber("cap"u8, cap.Kopeks);
                break;
            case LineEvent.AutoPackStopSet e:
                json.WriteBoolean("isOn"u8, e.IsOn);
                break;
            case LineEvent.ArrearsSet e:
                json.WriteString("arrears"u8, SnakeCase.Of(e.Arrears));
                json.WriteNumber("due"u8, e.Due.Kopeks);
                break;
            case LineEvent.LifeChanged e:
                json.WriteString("life"u8, SnakeCase.Of(e.Life));
                break;
            default:
                break;
        }
    }

    private static void WriteAnswer(Utf8JsonWriter json, LineEvent.CreditAnswered e)
    {
        json.WriteString("session"u8, e.Session.ToString());
        json.WriteString("request"u8, SnakeCase.Of(e.Type));
        json.WriteNumber("resultCode"u8, e.ResultCode);
        var octets = 0L;
        var isFinal = false;
        foreach (var grant in e.Grants)
        {
            octets += grant.Octets;
            isFinal |= grant.Final;
        }

        json.WriteNumber("grantedOctets"u8, octets);
        json.WriteBoolean("final"u8, isFinal && e.Type != CcRequestType.Termination);
    }
}
