namespace Kopek.Core.Lines;

/// <summary>The end of a contract: sessions and allowances end with it; money that is left stays on the books to be refunded.</summary>
internal static class CloseRules
{
    public static void Close(Decision d)
    {
        while (d.Line.Sessions.Length > 0)
        {
            d.Ended.Remember(d.Line.Sessions[0], last: null, d.Now);
            d.Emit(new LineEvent.SessionExpired(d.Line.Sessions[0].Key));
        }

        while (d.Line.Buckets.Length > 0)
        {
            AdvanceRules.ExpireBucket(d, d.Line.Buckets[0].Number);
        }

        d.Emit(new LineEvent.LifeChanged(LineLife.Closed, Moment.Never));
    }
}
