namespace Imds.Emulator;

/// <summary>What is about to happen to the VM.</summary>
public enum ScheduledEventType
{
    /// <summary>The VM pauses for some seconds.</summary>
    Freeze,

    /// <summary>The VM restarts; memory is lost.</summary>
    Reboot,

    /// <summary>The VM moves to another host; temporary disks are lost.</summary>
    Redeploy,

    /// <summary>A Spot VM is taken away. From api-version 2017-11-01.</summary>
    Preempt,

    /// <summary>The VM is to be deleted. From api-version 2019-01-01.</summary>
    Terminate,
}
