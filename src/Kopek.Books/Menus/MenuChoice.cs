namespace Kopek.Books.Menus;

/// <summary>What the menu offers, by the digit that one presses.</summary>
public enum MenuChoice
{
    Balance = 1,

    /// <summary>Data left, home and roaming apart.</summary>
    Data = 2,
    NextFee = 3,
    WhyOffline = 4,

    /// <summary>Amounts that keep the line online.</summary>
    HowMuch = 5,

    /// <summary>Money now, repaid by the next top-up; asked a second time before it is taken.</summary>
    PromisedPayment = 6,
    MyNumber = 7,
    Language = 8,
}

/// <summary>Where a caller of the menu is: what the next digit means.</summary>
public enum MenuPlace
{
    Root,

    /// <summary>An answer was read; zero leads back, any choice goes on.</summary>
    Answer,

    /// <summary>A promised payment was offered and is not taken yet.</summary>
    PromisedPayment,
    Language,
}
