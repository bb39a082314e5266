namespace Kopek.Core.Diagnosis;

/// <summary>What one can do now. The names are the stable codes.</summary>
public enum Fix : byte
{
    None = 0,
    TopUp = 1,

    /// <summary>The puzzle behind the operator's link, or the hotline; else the hours run out by themselves.</summary>
    PassCaptcha = 2,
    UseWifiAndWait = 3,
    BuyPack = 4,
    ChoosePlan = 5,
    ConfirmIdentity = 6,
    AddDevice = 7,
    LiftOwnBar = 8,
    ContactOperator = 9,
    SetAccessPoint = 10,
    BuyRoamingPack = 11,
    ChangePlanForRoaming = 12,
    MoveOrChangeDevice = 13,
    UseData = 14,
    NewContract = 15,
    WaitForRepair = 16,

    /// <summary>Or buy a pack, which the cap does not count.</summary>
    RaiseRoamingCap = 17,

    /// <summary>Or buy a pack: the holder stopped those that the plan buys by itself.</summary>
    AllowAutoPacks = 18,
}
