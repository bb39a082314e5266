namespace Kopek.Core.Fiscal;

/// <summary>Who sells, and where: what a register was registered with. One for each operator that issues fiscal receipts.</summary>
/// <param name="Name">Tag 1048.</param>
/// <param name="Inn">Tag 1018: ten or twelve digits.</param>
/// <param name="Address">Tag 1009.</param>
/// <param name="Place">Tag 1187: a site's address, or a shop.</param>
/// <param name="TaxRegime">Tag 1055: 1 is the general one.</param>
/// <param name="IsInternet">Tag 1125: settlements on the Internet.</param>
/// <param name="TimeZone">IANA zone of the register's clock.</param>
/// <param name="Since">Payments of before want no document from us, also when the books are built again.</param>
public sealed record FiscalSeller(string Name, string Inn, string Address, string Place, byte TaxRegime, bool IsInternet, string TimeZone, Moment Since);

/// <summary>What a register made of a document. Numbers that only name something stay text, as on the receipt.</summary>
/// <param name="Drive">Tag 1041, the fiscal drive (fn): 16 digits.</param>
/// <param name="Register">Tag 1037.</param>
/// <param name="Document">Tag 1040 (i).</param>
/// <param name="Sign">Tag 1077, the fiscal sign (fp): up to ten digits.</param>
/// <param name="Shift">Tag 1038.</param>
/// <param name="NumberInShift">Tag 1042.</param>
/// <param name="At">Tag 1012.</param>
public sealed record FiscalRegistration(string Drive, string Register, string Document, string Sign, int Shift, int NumberInShift, Moment At);
