namespace Kopek.Core.Sessions;

/// <summary>
/// The running sums of one rating interval. Price follows from the sums and not from the reports, so how the network slices its reports never
/// changes it.
/// </summary>
/// <param name="Used">Octets reported.</param>
/// <param name="Covered">Octets, rounded up to the plan's unit, that buckets, money or a free rule have covered.</param>
/// <param name="Uncovered">Octets used when nothing was left to cover them.</param>
/// <param name="Paid">The part of <paramref name="Covered"/> paid with money by the megabyte.</param>
/// <param name="Charged">What that cost so far.</param>
public readonly record struct RatedInterval(IntervalKey Key, Moment End, long Used, long Covered, long Uncovered, long Paid, Money Charged);
