namespace Kopek.Core.Roaming;

/// <summary>
/// One row of the table of networks: a whole MCC belongs to a country, or (where countries share an MCC, as Guernsey
/// and Great Britain do) one network of it.
/// </summary>
/// <param name="Mcc">0-999.</param>
/// <param name="Network">Set for a row of one network; its MCC is <paramref name="Mcc"/>.</param>
public sealed record NetworkCountry(int Mcc, NetworkCode? Network, string Iso2);
